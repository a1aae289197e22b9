import { type Effect, judgeEvents } from './judge-events.ts';
import { markOf, type SentEvent } from './sent-event.ts';

const disk = 'cell.1';

/** Answered at its last attempt; those before it were not. */
const sent = (place: number, { title = disk, attempts = 1, answered = true } = {}): SentEvent => ({
  title,
  place,
  dueAt: place * 1000,
  attempts: Array.from({ length: attempts }, (_, i) => ({
    number: i + 1,
    status: answered && i === attempts - 1 ? 200 : null,
  })),
  answeredAt: answered ? place * 1000 + 5 : null,
});

/** As `place` or `place/attempt`, in the order of the timelines; each trigger opens an incident. */
function shown(...marks: readonly string[]): Effect[] {
  let incidentNumber = 0;
  return marks.map((mark, entry) => {
    const [place = '', attempt = '1'] = mark.split('/');
    if (Number(place) % 3 === 0) incidentNumber += 1;
    return { mark: markOf(disk, Number(place), Number(attempt)), incidentNumber, entry };
  });
}

const counted = (occurrences: number) => [{ title: disk, occurrences }];
const kept = { lost: [], doubled: [], disordered: [] };

it('finds nothing where every event has its effect, in order', () => {
  const events = [0, 1, 2, 3].map((place) => sent(place));
  expect(judgeEvents(events, shown('0', '1', '2', '3'), counted(2))).toEqual(kept);
});

it('names an event that was answered and has no effect', () => {
  const events = [sent(0), sent(1), sent(2)];
  expect(judgeEvents(events, shown('0', '2'), counted(1))).toEqual({
    ...kept,
    lost: ['cell.1/1 (ack) was answered and has no effect'],
  });
});

it('names an event that was never answered', () => {
  expect(judgeEvents([sent(0), sent(1, { answered: false })], shown('0'), counted(1))).toEqual({
    ...kept,
    lost: ['cell.1/1 (ack) was never answered'],
  });
});

it('names an event that took effect twice', () => {
  const [open] = shown('0');
  const again = { ...open!, entry: 7 };
  expect(judgeEvents([sent(0)], [open!, again], counted(2))).toEqual({
    ...kept,
    doubled: ['cell.1/0/1 took effect 2 times'],
  });
});

it('names an event that nobody sent', () => {
  expect(judgeEvents([sent(0)], shown('0', '1'), counted(1))).toEqual({
    ...kept,
    doubled: ['cell.1/1/1 was never sent'],
  });
});

it('names a title that counts more than was told', () => {
  expect(judgeEvents([sent(0)], shown('0'), counted(2))).toEqual({
    ...kept,
    doubled: ['cell.1 counts 2 for 1 that took effect'],
  });
});

it('names an event that took effect before an earlier one', () => {
  expect(judgeEvents([sent(0), sent(1), sent(2)], shown('0', '2', '1'), counted(1))).toEqual({
    ...kept,
    disordered: ['cell.1/2 (resolve) took effect before 1 (ack)'],
  });
});

it('goes by the incident first: what a batch adds to two incidents of a title is not added in turn', () => {
  const effects = [
    { mark: markOf(disk, 0, 1), incidentNumber: 1, entry: 1 },
    { mark: markOf(disk, 3, 1), incidentNumber: 2, entry: 2 },
    { mark: markOf(disk, 1, 1), incidentNumber: 1, entry: 3 },
    { mark: markOf(disk, 2, 1), incidentNumber: 1, entry: 4 },
  ];
  expect(judgeEvents([sent(0), sent(1), sent(2), sent(3)], effects, counted(2))).toEqual(kept);
});

describe('an attempt that was not answered', () => {
  it('may have been taken, or not', () => {
    const events = [sent(0, { attempts: 2 }), sent(1)];
    expect(judgeEvents(events, shown('0/2', '1'), counted(1))).toEqual(kept);
    const twice = [
      { mark: markOf(disk, 0, 1), incidentNumber: 1, entry: 1 },
      { mark: markOf(disk, 0, 2), incidentNumber: 1, entry: 2 },
      { mark: markOf(disk, 1, 1), incidentNumber: 1, entry: 3 },
    ];
    expect(judgeEvents(events, twice, counted(2))).toEqual(kept);
  });

  it('does not stand for the answered one where each counts', () => {
    expect(judgeEvents([sent(0, { attempts: 2 })], shown('0/1'), counted(1)).lost).toEqual([
      'cell.1/0 (trigger) was answered and has no effect',
    ]);
  });

  it('stands for it where it has set the status already', () => {
    expect(judgeEvents([sent(0), sent(1, { attempts: 2 })], shown('0', '1/1'), counted(1))).toEqual(kept);
  });

  it('may come late and set the status of the next incident, which leaves its own event nothing to do', () => {
    const events = [sent(0), sent(1), sent(2, { attempts: 2 }), sent(3), sent(4), sent(5)];
    const effects = shown('0', '1', '2/2', '3', '2/1');
    expect(judgeEvents(events, effects, counted(2))).toEqual(kept);
    expect(judgeEvents(events, shown('0', '1', '2/2', '3'), counted(2)).lost).toEqual([
      'cell.1/4 (ack) was answered and has no effect',
      'cell.1/5 (resolve) was answered and has no effect',
    ]);
  });
});
