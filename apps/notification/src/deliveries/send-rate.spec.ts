import fc from 'fast-check';
import { pauseMs, Reservation } from './send-rate.js';

const rate = { everyMs: 1000, burst: 10 };
const now = new Date('2026-01-05T03:00:00.000Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);

it('sends ten at once, then one a second', () => {
  const fresh = new Reservation(null, rate);
  expect(fresh.free(now)).toBe(10);
  const spent = new Reservation(fresh.after(10, now), rate);
  expect(spent.free(now)).toBe(0);
  expect(spent.nextAt(now)).toEqual(later(1000));
  expect(spent.free(later(999))).toBe(0);
  expect(spent.free(later(1000))).toBe(1);
  expect(spent.free(later(3500))).toBe(3);
  expect(spent.free(later(60_000))).toBe(10);
});

it('never passes the rate, whenever it is asked', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ after: fc.nat(5000), want: fc.nat(20) }), { maxLength: 60 }), (asks) => {
      let reserved: Date | null = null;
      let at = now;
      const sent: number[] = [];
      for (const { after, want } of asks) {
        at = new Date(at.getTime() + after);
        const reservation: Reservation = new Reservation(reserved, rate);
        const count = Math.min(want, reservation.free(at));
        if (count < want) expect(reservation.nextAt(at) > at || count > 0).toBe(true);
        if (count > 0) reserved = reservation.after(count, at);
        sent.push(...Array.from({ length: count }, () => at.getTime()));
      }
      // in no time more than the burst and one for each second of it
      for (const [n, first] of sent.entries()) {
        for (const [m, last] of sent.entries()) {
          if (m >= n) expect(m - n + 1).toBeLessThanOrEqual(rate.burst + (last - first) / rate.everyMs);
        }
      }
    }),
    { numRuns: 200 },
  );
});

it('sends one at a time where nobody knows what went out last', () => {
  const spent = new Reservation(new Reservation(null, rate).spent(now), rate);
  expect(spent.free(now)).toBe(1);
  expect(new Reservation(spent.after(1, now), rate).free(now)).toBe(0);
});

it.each([
  [0, 1000],
  [7000, 7000],
  [86_400_000, 900_000],
])('pauses for a Retry-After of %d ms for %d ms', (asked, paused) => expect(pauseMs(asked)).toBe(paused));
