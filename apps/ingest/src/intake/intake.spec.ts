import { createLogger } from '@ringdown/platform-telemetry';
import { anAlert } from '../testing/an-alert.js';
import { Intake } from './intake.js';

const logger = createLogger('test', 'silent');
const ids = (events: readonly { readonly id: string }[]): string[] => events.map((event) => event.id);

/** Postgres and a journal that the test controls. */
function world() {
  const state = { postgresUnavailable: false, isStarted: true, diskFull: false, drainsNow: false, wakes: 0 };
  const postgres: string[][] = [];
  const journal: string[][] = [];
  let gate: Promise<void> = Promise.resolve();
  let opened: () => Promise<void> = () => Promise.resolve();
  const intake = new Intake({
    logger,
    writer: {
      append: async (events) => {
        await gate;
        if (state.postgresUnavailable) throw new Error('unavailable');
        postgres.push(ids(events));
      },
      close: () => Promise.resolve(),
    },
    journal: {
      open: (whenOpen = () => Promise.resolve()) => {
        opened = whenOpen;
        return state.diskFull ? Promise.resolve() : whenOpen();
      },
      close: () => Promise.resolve(),
      get isEmpty() {
        return journal.length === 0;
      },
      append: (events) => {
        if (state.diskFull) return Promise.reject(new Error('no space left'));
        journal.push(ids(events));
        return Promise.resolve();
      },
      appendBehindOthers: (events) => {
        if (state.drainsNow) journal.splice(0);
        if (journal.length === 0) return Promise.resolve(false);
        journal.push(ids(events));
        return Promise.resolve(true);
      },
    },
    drain: {
      wake: () => void state.wakes++,
      get isStarted() {
        return state.isStarted;
      },
    },
  });
  const hold = (): (() => void) => {
    let open: () => void = () => undefined;
    gate = new Promise((resolve) => (open = resolve));
    return open;
  };
  const drainJournal = (): void => void journal.splice(0);
  /** The disk has room again: the journal is opened, and holds what an earlier run left. */
  const openLate = (left: string): Promise<void> => {
    state.diskFull = false;
    journal.push([left]);
    return opened();
  };
  return { intake, postgres, journal, state, hold, drainJournal, openLate };
}

const names = (count: number): string[] => Array.from({ length: count }, (_none, i) => `e${i}`);

describe('Intake', () => {
  it('writes all events of one push by one statement, or none of it', async () => {
    const { intake, postgres, state } = world();
    await intake.accept(names(300).map((id) => anAlert(id)));
    expect(postgres).toEqual([names(300)]);
    Object.assign(state, { postgresUnavailable: true, diskFull: true });
    await expect(intake.accept([anAlert('a'), anAlert('b')])).rejects.toThrow('no space left');
  });

  it('writes what comes together by one statement, in order', async () => {
    const { intake, postgres } = world();
    await Promise.all(names(20).map((id) => intake.accept([anAlert(id)])));
    expect(postgres).toEqual([names(20)]);
  });

  it('writes at most 256 at once, and what comes meanwhile after them', async () => {
    const { intake, postgres, hold } = world();
    const open = hold();
    const all = names(600).map((id) => intake.accept([anAlert(id)]));
    open();
    await Promise.all(all);
    expect(postgres.map((batch) => batch.length)).toEqual([256, 256, 88]);
    expect(postgres.flat()).toEqual(names(600));
  });

  it('goes to the journal when Postgres is unavailable, and wakes the drain', async () => {
    const { intake, postgres, journal, state } = world();
    state.postgresUnavailable = true;
    await intake.accept([anAlert('a')]);
    expect({ postgres, journal, wakes: state.wakes }).toEqual({ postgres: [], journal: [['a']], wakes: 1 });
  });

  it('asks no Postgres that was not there yet', async () => {
    const { intake, postgres, journal, state, hold } = world();
    state.isStarted = false;
    hold();
    await intake.accept([anAlert('a')]);
    expect({ postgres, journal }).toEqual({ postgres: [], journal: [['a']] });
  });

  it('stays with the journal until it is drained, so that nothing overtakes', async () => {
    const { intake, postgres, journal, state, drainJournal } = world();
    state.postgresUnavailable = true;
    await intake.accept([anAlert('a')]);
    state.postgresUnavailable = false;
    await intake.accept([anAlert('b')]);
    expect({ postgres, journal: journal.flat() }).toEqual({ postgres: [], journal: ['a', 'b'] });
    drainJournal();
    await intake.accept([anAlert('c')]);
    expect(postgres).toEqual([['c']]);
  });

  it('goes back to Postgres when the journal is drained while it waits for its turn', async () => {
    const { intake, postgres, journal, state } = world();
    state.postgresUnavailable = true;
    await intake.accept([anAlert('a')]);
    Object.assign(state, { postgresUnavailable: false, drainsNow: true });
    await intake.accept([anAlert('b')]);
    expect({ postgres, journal }).toEqual({ postgres: [['b']], journal: [] });
  });

  it('says so when neither takes the event, and goes on', async () => {
    const { intake, postgres, state } = world();
    Object.assign(state, { postgresUnavailable: true, diskFull: true });
    await expect(intake.accept([anAlert('a')])).rejects.toThrow('no space left');
    state.postgresUnavailable = false;
    await intake.accept([anAlert('b')]);
    expect(postgres).toEqual([['b']]);
  });

  it('wakes the drain when the journal is opened later than the start, or nothing would leave it', async () => {
    const { intake, journal, state, openLate } = world();
    state.diskFull = true;
    await intake.open();
    expect(state.wakes).toBe(0);
    await openLate('left');
    await intake.accept([anAlert('a')]);
    expect({ journal, wakes: state.wakes }).toEqual({ journal: [['left'], ['a']], wakes: 1 });
  });

  it('finishes what it accepted before it closes', async () => {
    const { intake, postgres } = world();
    const accepted = intake.accept([anAlert('a')]);
    await intake.close();
    await accepted;
    expect(postgres).toEqual([['a']]);
  });
});
