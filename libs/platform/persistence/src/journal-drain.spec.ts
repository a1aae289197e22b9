import { createLogger } from '@ringdown/platform-telemetry';
import { eventually } from '@ringdown/testkit';
import { JournalDrain } from './journal-drain.js';

const logger = createLogger('test', 'silent');

/** A journal in memory, and a Postgres that will never take the entries named `bad…`. */
function world(entries: string[]) {
  const written: string[] = [];
  const kept: string[] = [];
  let keeps = true;
  let isThere = true;
  const journal = {
    get isEmpty() {
      return entries.length === 0;
    },
    drain: async (write: (some: readonly string[]) => Promise<void>) => {
      await write([...entries]);
      entries.splice(0);
    },
  };
  const writer = {
    keep: (entry: string, reason: string) => {
      if (!keeps) return Promise.reject(new Error('Postgres is unavailable'));
      kept.push(`${entry}: ${reason}`);
      return Promise.resolve();
    },
    prepare: () => (isThere ? Promise.resolve() : Promise.reject(new Error('Postgres is unavailable'))),
    write: (some: readonly string[]) => {
      if (some.some((entry) => entry.startsWith('bad'))) {
        return Promise.reject(Object.assign(new Error('unsupported Unicode escape sequence'), { code: '22P05' }));
      }
      written.push(...some);
      return Promise.resolve();
    },
  };
  const cannotKeep = () => {
    keeps = false;
  };
  const becomes = (what: 'there' | 'unavailable'): void => {
    isThere = what === 'there';
  };
  const drain = new JournalDrain({
    name: 'journal',
    logger,
    journal,
    idOf: (entry: string) => entry,
    retryMs: 20,
    ...writer,
  });
  return { drain, written, kept, entries, cannotKeep, becomes };
}

/** Lets everything that is ready run. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('JournalDrain', () => {
  it('does nothing before the tables exist', async () => {
    const { drain, written } = world(['a']);
    drain.wake();
    await settled();
    expect(written).toEqual([]);
    drain.start();
    await settled();
    expect(written).toEqual(['a']);
  });

  it('drains what is added later when it is woken', async () => {
    const { drain, written, entries } = world([]);
    drain.start();
    entries.push('a', 'b');
    drain.wake();
    await settled();
    expect(written).toEqual(['a', 'b']);
  });

  it('keeps the entry that Postgres will never take as a dead letter, and goes on with the others', async () => {
    const { drain, written, kept, entries } = world(['a', 'bad1', 'b']);
    drain.start();
    await settled();
    expect(written).toEqual(['a', 'b']);
    expect(kept).toEqual(['bad1: Error: unsupported Unicode escape sequence']);
    expect(entries).toEqual([]);
    await drain.stop();
  });

  it('leaves it in the journal where it cannot be kept', async () => {
    const { drain, entries, cannotKeep } = world(['bad1']);
    cannotKeep();
    drain.start();
    await settled();
    expect(entries).toHaveLength(1);
    await drain.stop();
  });

  it('tries again while Postgres is unavailable, and does what is under way before it stops', async () => {
    const { drain, written, becomes } = world(['a']);
    becomes('unavailable');
    drain.start();
    await settled();
    expect(written).toEqual([]);
    becomes('there');
    await eventually(() => expect(written).toEqual(['a']));
    await drain.stop();
    const stopped = world(['b']);
    stopped.drain.start();
    await stopped.drain.stop();
    expect(stopped.written).toEqual(['b']);
  });
});
