import fc from 'fast-check';
import { decide, gapBefore, type Heartbeat, onTheWayMs, settleMs } from './heartbeat.js';

/** What happens in a second: a ping arrives, or one that a journal brings later; nobody looks for a while. */
interface Second {
  readonly ping: 'none' | 'at once' | 'late';
  readonly away: number;
}

const second: fc.Arbitrary<Second> = fc.record({
  ping: fc.oneof(
    { weight: 40, arbitrary: fc.constant('none' as const) },
    { weight: 2, arbitrary: fc.constantFrom('at once' as const, 'late' as const) },
  ),
  away: fc.oneof({ weight: 60, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 400 }) }),
});
const expectation = fc.record({
  everyMinutes: fc.integer({ min: 1, max: 3 }),
  graceMinutes: fc.integer({ min: 0, max: 2 }),
});
const lateSeconds = 20;

interface Told {
  readonly what: 'missing' | 'returned';
  readonly at: number;
  readonly lastPing: number;
  /** Seconds since that ping in which somebody looked. */
  readonly heard: number;
}

/** Lives through the seconds, as the watch does; each is looked at twice, as two instances might. */
function live(seconds: readonly Second[], expected: { everyMinutes: number; graceMinutes: number }) {
  const told: Told[] = [];
  const heardAt: number[] = [];
  const arrived: number[] = [];
  const underWay: { at: number; arrives: number }[] = [];
  let heartbeat: Heartbeat | null = null;
  let lookedAt: Date | null = null;
  let now = 0;
  for (const { ping, away } of seconds) {
    now += 1 + away;
    if (ping === 'at once') arrived.push(now);
    if (ping === 'late') underWay.push({ at: now, arrives: now + lateSeconds });
    arrived.push(...underWay.filter(({ arrives }) => arrives <= now).map(({ at }) => at));
    for (let n = 0; n < 2; n++) {
      const at = new Date(now * 1000);
      const known: number = heartbeat ? (heartbeat as Heartbeat).lastSeenAt.getTime() / 1000 : -1;
      const newest = Math.max(...arrived, -1);
      const look = { now: at, ping: newest > known ? new Date(newest * 1000) : null, gap: gapBefore(lookedAt, at) };
      const decision = decide(heartbeat, look, expected);
      heartbeat = decision.heartbeat;
      lookedAt = at;
      if (!decision.tell) continue;
      const heard = heardAt.filter((instant) => instant > newest).length;
      told.push({ what: decision.tell, at: now, lastPing: newest, heard });
    }
    heardAt.push(now);
  }
  return { told, heartbeat: heartbeat as Heartbeat | null, now };
}

const lives = fc.tuple(fc.array(second, { minLength: 50, maxLength: 900 }), expectation);
const property = (check: (life: ReturnType<typeof live>, allowedSeconds: number) => void) => () =>
  fc.assert(
    fc.property(lives, ([seconds, expected]) =>
      check(live(seconds, expected), (expected.everyMinutes + expected.graceMinutes) * 60),
    ),
    { numRuns: 300 },
  );

describe('a heartbeat, whatever happens', () => {
  it(
    'is told missing and returned in turn',
    property(({ told }) => {
      expect(told.map(({ what }) => what)).toEqual(told.map((_told, n) => (n % 2 === 0 ? 'missing' : 'returned')));
    }),
  );

  it(
    'is missing only after as much time as it has, in which somebody listened',
    property(({ told }, allowed) => {
      for (const { what, heard, at, lastPing } of told) {
        if (what !== 'missing') continue;
        expect(at - lastPing).toBeGreaterThanOrEqual(allowed);
        // looks that are some seconds apart are no gap
        expect(heard * 6).toBeGreaterThanOrEqual(allowed - 1);
      }
    }),
  );

  it(
    'returns only with a ping',
    property(({ told }) => {
      told.forEach(({ what, lastPing }, n) => {
        if (what === 'returned') expect(lastPing).toBeGreaterThan(told[n - 1]?.lastPing ?? Infinity);
      });
    }),
  );

  it('is found missing in the end, once nothing comes any more', () => {
    fc.assert(
      fc.property(lives, ([seconds, expected]) => {
        const allowed = (expected.everyMinutes + expected.graceMinutes) * 60;
        const quiet = Array.from({ length: allowed + (settleMs + onTheWayMs) / 1000 + 420 }, () => ({
          ping: 'none' as const,
          away: 0,
        }));
        const { heartbeat } = live([...seconds, ...quiet], expected);
        if (heartbeat) expect(heartbeat.missingSince).not.toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  it('is never missing while it reports in time, however often nobody listens', () => {
    const away = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(away, (gaps) => {
        const seconds = gaps.flatMap((gap) => [
          ...Array.from({ length: 55 }, () => ({ ping: 'none' as const, away: 0 })),
          { ping: 'at once' as const, away: gap },
        ]);
        expect(live(seconds, { everyMinutes: 1, graceMinutes: 0 }).told).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
