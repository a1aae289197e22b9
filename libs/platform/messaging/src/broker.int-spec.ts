import { createLogger } from '@ringdown/platform-telemetry';
import { eventually, testNats } from '@ringdown/testkit';
import { nanos } from '@nats-io/transport-node';
import { Broker } from './broker.js';
import { PrivateNats } from './testing/private-nats.js';

let nats: PrivateNats;
beforeEach(async () => {
  nats = await PrivateNats.start();
});
afterEach(async () => {
  await nats.stop();
  nats.wipe();
});

const brokerAt = (url: string): Broker => new Broker(url, 'spec', createLogger('broker-spec', 'silent'));
const atMost = { timeoutMs: 15_000 };
const withUser = (): string => nats.url.replace('nats://', 'nats://ringdown:secret@');

it('comes back by itself when a password that NATS refused for a while is the right one again', async () => {
  await nats.stop();
  await nats.start('secret');
  const broker = brokerAt(withUser());
  await broker.connected();
  const back = jest.fn();
  broker.whenReconnected(back);

  await nats.stop();
  await nats.start('another');
  const refused = new Promise<void>((resolve) => {
    void (async () => {
      let times = 0;
      for await (const { type } of (await broker.connected()).status())
        if (type === 'error' && ++times === 3) resolve();
    })();
  });
  await refused;
  expect(broker.up).toBe(false);
  await nats.stop();
  await nats.start('secret');
  await eventually(() => broker.up && back.mock.calls.length > 0, atMost);
  await (await broker.connected()).flush();
  await broker.close();
}, 40_000);

it('leaves the settings of a stream that is there to control, whose NATS user alone may change them', async () => {
  const silent = createLogger('broker-spec', 'silent');
  const brokers = ['operator', 'incident', 'control'].map((name) => new Broker(testNats(name), name, silent));
  const [operator, incident, control] = brokers as [Broker, Broker, Broker];
  const { streams } = await operator.manager();
  const daysKept = async (): Promise<number> => (await streams.info('CALL')).config.max_age / nanos(24 * 3600 * 1000);
  try {
    await operator.ensureStreams();
    await streams.update('CALL', { max_age: nanos(24 * 3600 * 1000) });
    await incident.ensureStreams();
    expect(await daysKept()).toBe(1);
    await control.ensureStreams();
    expect(await daysKept()).toBe(7);
  } finally {
    for (const broker of brokers) await broker.close();
  }
});

it('does not wait for the answer to what was asked over a connection that broke', async () => {
  const broker = brokerAt(nats.url);
  const connection = await broker.connected();
  // somebody is there, but will never answer
  connection.subscribe('asked', { callback: () => undefined });
  const asked = broker.answerOf(connection.request('asked', '', { timeout: 30_000 }));
  const failed = asked.catch((error: unknown) => error);
  await connection.flush();
  const begun = performance.now();
  await nats.stop();
  await nats.start();

  expect(String(await failed)).toContain('the connection to NATS broke before the answer');
  expect(performance.now() - begun).toBeLessThan(15_000);
  await broker.close();
});
