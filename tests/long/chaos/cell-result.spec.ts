import { type CellResult, complaintsOf, figuresOf } from './cell-result.ts';
import { resultTable } from './result-table.ts';
import type { SentEvent } from './sent-event.ts';

const well: CellResult = {
  name: 'nats wiped',
  note: '',
  targets: { waitMs: 1000, lagMs: 5000, unansweredCalls: 0 },
  events: 1500,
  failedAttempts: 0,
  longestWaitMs: 240,
  lagMs: 1700,
  calls: 7,
  unanswered: [],
  passedBy: [],
  verdict: { lost: [], doubled: [], disordered: [] },
  told: [],
  stuck: [],
};

describe('a cell', () => {
  it('has nothing to complain of where all is kept', () => {
    expect(complaintsOf(well)).toEqual([]);
  });

  it.each([
    [{ longestWaitMs: 1100 }, 'nats wiped: the longest wait until 200 was 1.10 s, above 1.00 s'],
    [{ lagMs: 85_000 }, 'nats wiped: an effect came 85.00 s after its 200, above 5.00 s'],
    [{ unanswered: ['CA1 got no answer'] }, 'nats wiped: 1 callers without an answer: CA1 got no answer'],
    [{ passedBy: ['CA1 …'] }, 'nats wiped: 1 calls passed somebody idle by: CA1 …'],
    [{ verdict: { ...well.verdict, lost: ['a'] } }, 'nats wiped: 1 events without their effect (R1): a'],
    [{ verdict: { ...well.verdict, doubled: ['a'] } }, 'nats wiped: 1 events with more than one effect (R1): a'],
    [
      { verdict: { ...well.verdict, disordered: ['a', 'b', 'c', 'd'] } },
      'nats wiped: 4 events out of order (R2): a; b; c …',
    ],
    [{ told: ['a'] }, 'nats wiped: 1 calls that are not one log and one message (R3): a'],
    [{ stuck: ['1 live calls'] }, 'nats wiped: 1 things left behind (R4): 1 live calls'],
  ])('names itself and the figure: %#', (change, complaint) => {
    expect(complaintsOf({ ...well, ...change })).toEqual([complaint]);
  });

  it('promises nothing where no target is', () => {
    const targets = { waitMs: 1000, lagMs: null, unansweredCalls: null };
    expect(complaintsOf({ ...well, targets, lagMs: 85_000, unanswered: ['CA1'] })).toEqual([]);
  });
});

describe('the figures of a cell', () => {
  const sent = (change: Partial<SentEvent>): SentEvent => ({
    title: 'cell.1',
    place: 0,
    dueAt: 1000,
    attempts: [{ number: 1, status: 200 }],
    answeredAt: 1100,
    ...change,
  });

  it('count from the instant at which an event was due, and from its 200', () => {
    const refused = { number: 1, status: 502 };
    const slow = sent({ answeredAt: 3000, attempts: [refused, { number: 2, status: 200 }] });
    expect(figuresOf([sent({}), slow], ({ answeredAt }) => (answeredAt === 1100 ? 1600 : 3100))).toEqual({
      events: 2,
      failedAttempts: 1,
      longestWaitMs: 2000,
      lagMs: 500,
    });
  });

  it('leave what never was answered or seen to the verdict', () => {
    const never = sent({ answeredAt: null, attempts: [{ number: 1, status: null }] });
    expect(figuresOf([never, sent({})], () => null)).toEqual({
      events: 2,
      failedAttempts: 1,
      longestWaitMs: 100,
      lagMs: 0,
    });
  });
});

describe('the table', () => {
  const table = resultTable(
    [well, { ...well, name: 'ingest killed', note: 'twice', longestWaitMs: 1900, events: 500, stuck: ['a', 'b'] }],
    [{ name: 'disk full: journals', why: 'not possible here: mount is not permitted' }],
  ).split('\n');

  it('begins with what was found before and ends with all of ours', () => {
    expect(table[2]).toContain('| 75,767 (150/s) |');
    expect(table.at(-1)).toBe('| all 2 | 2,000 | 0 | 1.9 s | 1.7 s | 0 of 14 | kept | kept | kept | **2** |');
  });

  it('has a row a cell, also for one that is not possible', () => {
    expect(table[3]).toBe('| nats wiped | 1,500 | 0 | 0.2 s | 1.7 s | 0 of 7 | kept | kept | kept | kept |');
    expect(table[4]).toContain('| ingest killed (twice) | 500 |');
    expect(table[5]).toContain('| disk full: journals | not possible here: mount is not permitted |');
  });
});
