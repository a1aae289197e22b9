/** How many messages a channel is sent: `burst` at once, then one in `everyMs`. */
export interface SendRate {
  readonly everyMs: number;
  readonly burst: number;
}

const longestPauseMs = 15 * 60_000;
const shortestPauseMs = 1000;

/**
 * The generic cell rate algorithm, so that one instant a channel is all there is to remember: up to when its sending times are
 * reserved (null: nothing was ever sent).
 */
export class Reservation {
  constructor(
    private readonly reservedUntil: Date | null,
    private readonly rate: SendRate,
  ) {}

  /** How many messages may go out now. */
  free(now: Date): number {
    const { everyMs, burst } = this.rate;
    return Math.max(0, Math.floor((now.getTime() + burst * everyMs - this.from(now)) / everyMs));
  }

  /** When at least one may go out. */
  nextAt(now: Date): Date {
    const { everyMs, burst } = this.rate;
    return new Date(Math.max(now.getTime(), this.from(now) - (burst - 1) * everyMs));
  }

  /** The reservation after so many more. */
  after(count: number, now: Date): Date {
    return new Date(this.from(now) + count * this.rate.everyMs);
  }

  /** The reservation of a channel of which nobody knows what went out last: one at a time from now on. */
  spent(now: Date): Date {
    return new Date(Math.max(this.from(now), now.getTime() + (this.rate.burst - 1) * this.rate.everyMs));
  }

  private from(now: Date): number {
    return Math.max(this.reservedUntil?.getTime() ?? 0, now.getTime());
  }
}

/**
 * For how long a channel is paused when the other side names `askedMs` (`Retry-After`): at least the time of one message, since 0
 * comes from servers that are busy all the same, and at most 15 minutes, since a typo or a wrong clock over there must not keep
 * an alert from people for hours. A server that is still busy then says so again.
 */
export const pauseMs = (askedMs: number): number => Math.min(Math.max(askedMs, shortestPauseMs), longestPauseMs);
