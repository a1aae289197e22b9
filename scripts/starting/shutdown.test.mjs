import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createShutdown } from './shutdown.mjs';

function given() {
  const events = [];
  const clock = { ms: 1_000 };
  const shutdown = createShutdown({
    report: (text) => events.push(text.trim()),
    exit: (code) => events.push(`exit ${code}`),
    now: () => clock.ms,
  });
  const part = (name) => ({ stop: async () => events.push(`stop ${name}`), kill: () => events.push(`kill ${name}`) });
  shutdown.add(part('servers'));
  shutdown.add(part('services'));
  return { shutdown, events, clock, press: () => process.emit('SIGINT') };
}
const stopping = 'Stopping. (Ctrl-C again: at once.)';

test('Ctrl-C asks to stop; what was started last is stopped first', async () => {
  const { shutdown, events, press } = given();
  press();
  await shutdown.requested;
  assert.equal(shutdown.signal.aborted, true);
  await shutdown.stopAll();
  assert.deepEqual(events, [stopping, 'stop services', 'stop servers']);
});

test('a second Ctrl-C kills at once, but not the echo of the first that npm passes on', () => {
  const { events, clock, press } = given();
  press();
  clock.ms += 20;
  press();
  assert.deepEqual(events, [stopping]);
  clock.ms += 1_000;
  press();
  assert.deepEqual(events, [stopping, 'kill servers', 'kill services', 'exit 130']);
});

test('a part that cannot be stopped does not keep the others from stopping', async () => {
  const { shutdown, events } = given();
  shutdown.add({ stop: () => Promise.reject(new Error('the carrier does not end')) });
  await shutdown.stopAll();
  assert.deepEqual(events, ['the carrier does not end', 'stop services', 'stop servers']);
});
