import type { OutboxEvent } from '@ringdown/platform-messaging';
import { createLogger } from '@ringdown/platform-telemetry';
import { anAlert } from '../testing/an-alert.js';
import { JournalDrain } from './journal-drain.js';

const logger = createLogger('test', 'silent');

/** A journal in memory, and a Postgres that refuses the events named `bad…`. */
function world(events: OutboxEvent[]) {
  const written: string[] = [];
  const kept: string[] = [];
  let keeps = true;
  const journal = {
    get isEmpty() {
      return events.length === 0;
    },
    drain: async (write: (events: readonly OutboxEvent[]) => Promise<void>) => {
      await write([...events]);
      events.splice(0);
    },
  };
  const writer = {
    keep: ({ id }: OutboxEvent, reason: string) => {
      if (!keeps) return Promise.reject(new Error('Postgres is unavailable'));
      kept.push(`${id}: ${reason}`);
      return Promise.resolve();
    },
    reach: () => Promise.resolve(),
    append: (events: readonly OutboxEvent[]) => {
      if (events.some((event) => event.id.startsWith('bad'))) {
        return Promise.reject(Object.assign(new Error('unsupported Unicode escape sequence'), { code: '22P05' }));
      }
      written.push(...events.map((event) => event.id));
      return Promise.resolve();
    },
  };
  const cannotKeep = () => {
    keeps = false;
  };
  return { drain: new JournalDrain(journal, writer, logger), written, kept, events, cannotKeep };
}

/** Lets everything that is ready run. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('JournalDrain', () => {
  it('does nothing before the outbox exists', async () => {
    const { drain, written } = world([anAlert('a')]);
    drain.wake();
    await settled();
    expect(written).toEqual([]);
    drain.start();
    await settled();
    expect(written).toEqual(['a']);
  });

  it('drains what is added later when it is woken', async () => {
    const { drain, written, events } = world([]);
    drain.start();
    events.push(anAlert('a'), anAlert('b'));
    drain.wake();
    await settled();
    expect(written).toEqual(['a', 'b']);
  });

  it('keeps the event that Postgres will never take as a dead letter, and goes on with the others', async () => {
    const { drain, written, kept, events } = world([anAlert('a'), anAlert('bad1'), anAlert('b')]);
    drain.start();
    await settled();
    expect(written).toEqual(['a', 'b']);
    expect(kept).toEqual(['bad1: Error: unsupported Unicode escape sequence']);
    expect(events).toEqual([]);
    await drain.stop();
  });

  it('leaves it in the journal where it cannot be kept', async () => {
    const { drain, events, cannotKeep } = world([anAlert('bad1')]);
    cannotKeep();
    drain.start();
    await settled();
    expect(events).toHaveLength(1);
    await drain.stop();
  });
});
