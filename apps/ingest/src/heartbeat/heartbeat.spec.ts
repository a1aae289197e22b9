import { decide, dueAt, gapBefore, type Gap, type Heartbeat, onTheWayMs, settleMs, withPing } from './heartbeat.js';

const expectation = { everyMinutes: 5, graceMinutes: 1 };
const start = Date.parse('2026-01-05T09:00:00.000Z');
/** So many seconds after nine. */
const at = (seconds: number): Date => new Date(start + seconds * 1000);
const gap = (from: number, to: number): Gap => ({ from: at(from), to: at(to) });
const seen = (fields: Partial<Heartbeat> = {}): Heartbeat => ({
  lastSeenAt: at(0),
  unheardMs: 0,
  unheardUntil: null,
  missingSince: null,
  ...fields,
});
const look = (seconds: number, more: { ping?: number; gap?: Gap } = {}) => ({
  now: at(seconds),
  ping: more.ping === undefined ? null : at(more.ping),
  gap: more.gap ?? null,
});
/** Six minutes, and what a ping takes to arrive. */
const missingAfter = 360 + onTheWayMs / 1000;

describe('decide', () => {
  it('waits for the first ping, and tells nobody', () => {
    expect(decide(null, look(100_000), expectation)).toEqual({ heartbeat: null, tell: null });
    expect(decide(null, look(1, { ping: 0 }), expectation)).toEqual({ heartbeat: seen(), tell: null });
  });

  it('does not begin with a ping that is overdue when it is seen', () => {
    expect(decide(null, look(400, { ping: 0 }), expectation)).toEqual({ heartbeat: null, tell: null });
  });

  it('tells once that it is missing, after its interval and its grace', () => {
    expect(decide(seen(), look(missingAfter - 0.001), expectation)).toEqual({ heartbeat: seen(), tell: null });
    const missing = seen({ missingSince: at(missingAfter) });
    expect(decide(seen(), look(missingAfter), expectation)).toEqual({ heartbeat: missing, tell: 'missing' });
    expect(decide(missing, look(missingAfter + 1), expectation)).toEqual({ heartbeat: missing, tell: null });
  });

  it('tells that it has returned', () => {
    const missing = seen({ missingSince: at(400) });
    expect(decide(missing, look(500, { ping: 499 }), expectation)).toEqual({
      heartbeat: seen({ lastSeenAt: at(499) }),
      tell: 'returned',
    });
  });

  it('takes a late ping as of when it was received', () => {
    const missing = seen({ missingSince: at(400) });
    expect(decide(missing, look(1000, { ping: 390 }), expectation)).toEqual({
      heartbeat: seen({ lastSeenAt: at(390), missingSince: at(400) }),
      tell: null,
    });
    expect(decide(missing, look(500, { ping: 390 }), expectation).tell).toBe('returned');
  });

  it('lets a longer or shorter interval count at once', () => {
    const missing = seen({ missingSince: at(400) });
    expect(decide(missing, look(500), { everyMinutes: 60, graceMinutes: 0 }).tell).toBe('returned');
    expect(decide(seen(), look(100), { everyMinutes: 1, graceMinutes: 0 }).tell).toBe('missing');
  });

  it('counts no time in which nobody listened', () => {
    const { heartbeat, tell } = decide(seen(), look(1000, { gap: gap(200, 1000) }), expectation);
    expect({ heartbeat, tell }).toEqual({
      heartbeat: seen({ unheardMs: 800_000, unheardUntil: at(1000) }),
      tell: null,
    });
    expect(dueAt(heartbeat as Heartbeat, expectation)).toEqual(at(1160));
  });

  it('lets what was refused meanwhile come again before it tells', () => {
    const { heartbeat } = decide(seen(), look(459, { gap: gap(359, 459) }), expectation);
    expect(dueAt(heartbeat as Heartbeat, expectation)).toEqual(new Date(at(459).getTime() + settleMs));
  });

  it('counts of a gap what lies after the ping', () => {
    expect(decide(seen(), look(1000, { ping: 700, gap: gap(200, 1000) }), expectation).heartbeat).toEqual(
      seen({ lastSeenAt: at(700), unheardMs: 300_000, unheardUntil: at(1000) }),
    );
    // the journal brought it later
    const waiting = seen({ unheardMs: 800_000, unheardUntil: at(1000) });
    expect(decide(waiting, look(1001, { ping: 700 }), expectation).heartbeat).toEqual(
      seen({ lastSeenAt: at(700), unheardMs: 300_000, unheardUntil: at(1000) }),
    );
    expect(decide(waiting, look(1002, { ping: 1001 }), expectation).heartbeat).toEqual(seen({ lastSeenAt: at(1001) }));
  });

  it('does not take for returned what is missing while nobody listens', () => {
    const missing = seen({ missingSince: at(400) });
    const later = decide(missing, look(90_000, { gap: gap(500, 90_000) }), expectation);
    expect(later).toEqual({ heartbeat: { ...missing, unheardUntil: at(90_000) }, tell: null });
    expect(decide(later.heartbeat, look(90_001), expectation).tell).toBeNull();
    expect(decide(missing, look(90_000, { ping: 89_000, gap: gap(500, 90_000) }), expectation).tell).toBe('returned');
    expect(decide(missing, look(90_000, { ping: 501, gap: gap(500, 90_000) }), expectation).tell).toBe('returned');
  });
});

it('ignores a ping that is older than the last', () => {
  expect(withPing(seen(), at(-1))).toEqual(seen());
  expect(withPing(seen(), at(0))).toEqual(seen());
});

it('finds a gap where looks did not come for some seconds, and none where the clock was put back', () => {
  expect(gapBefore(null, at(0))).toBeNull();
  expect(gapBefore(at(0), at(5))).toBeNull();
  expect(gapBefore(at(0), at(5.001))).toEqual({ from: at(0), to: at(5.001) });
  expect(gapBefore(at(3600), at(0))).toBeNull();
});
