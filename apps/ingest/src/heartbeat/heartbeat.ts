/** A heartbeat that has reported at least once. */
export interface Heartbeat {
  readonly lastSeenAt: Date;
  /** Milliseconds since the last ping in which nobody listened: so much longer it may take. */
  readonly unheardMs: number;
  /** When somebody listened again after the last of them; null where all that time somebody listened. */
  readonly unheardUntil: Date | null;
  /** When it was told that it is missing; null while it is not. */
  readonly missingSince: Date | null;
}

/** What its integration says. */
export interface Expectation {
  readonly everyMinutes: number;
  readonly graceMinutes: number;
}

/** A time in which nobody listened: we were stopped, Postgres was away, the machine slept, or its clock jumped. */
export interface Gap {
  readonly from: Date;
  readonly to: Date;
}

export interface Look {
  /** The newest ping since the last one that is known; null: none. */
  readonly ping: Date | null;
  readonly gap: Gap | null;
  readonly now: Date;
}

export interface Decision {
  /** Null where it still has to report for the first time. */
  readonly heartbeat: Heartbeat | null;
  readonly tell: 'missing' | 'returned' | null;
}

const minuteMs = 60_000;

/** Looks come every second: where none came for longer than this, nobody listened in between. */
const longestBetweenLooksMs = 5000;

/** Pings that were refused meanwhile come again, and those in the journals of the instances arrive. */
export const settleMs = 30_000;

/** A ping that was received in time takes no longer into Postgres, or into a journal. */
export const onTheWayMs = 2000;

/** What nobody heard before this look; a clock that was put back leaves no gap. */
export const gapBefore = (lookedAt: Date | null, now: Date): Gap | null =>
  lookedAt && now.getTime() - lookedAt.getTime() > longestBetweenLooksMs ? { from: lookedAt, to: now } : null;

/** When it counts as missing, where nothing else comes. */
export function dueAt(heartbeat: Heartbeat, expectation: Expectation): Date {
  const settledAt = heartbeat.unheardUntil ? heartbeat.unheardUntil.getTime() + settleMs : 0;
  return new Date(Math.max(deadline(heartbeat, expectation), settledAt));
}

const deadline = ({ lastSeenAt, unheardMs }: Heartbeat, { everyMinutes, graceMinutes }: Expectation): number =>
  lastSeenAt.getTime() + (everyMinutes + graceMinutes) * minuteMs + unheardMs;

/** A ping counts by when it was received, also where it comes late; one that is older than the last changes nothing. */
export function withPing(heartbeat: Heartbeat | null, ping: Date | null): Heartbeat | null {
  if (!ping || (heartbeat && ping <= heartbeat.lastSeenAt)) return heartbeat;
  const { unheardUntil = null, missingSince = null } = heartbeat ?? {};
  const isHeardSince = !unheardUntil || ping >= unheardUntil;
  return {
    lastSeenAt: ping,
    // at most: in part of that time somebody may have listened
    unheardMs: isHeardSince ? 0 : unheardUntil.getTime() - ping.getTime(),
    unheardUntil: isHeardSince ? null : unheardUntil,
    missingSince,
  };
}

/** What is missing already does not become less so, unless it reported again. */
function withGap(heartbeat: Heartbeat, { from, to }: Gap, isStillMissing: boolean): Heartbeat {
  const { lastSeenAt, unheardMs } = heartbeat;
  const grown = Math.max(0, to.getTime() - Math.max(from.getTime(), lastSeenAt.getTime()));
  if (grown === 0) return heartbeat;
  return { ...heartbeat, unheardMs: isStillMissing ? unheardMs : unheardMs + grown, unheardUntil: to };
}

/**
 * What is known after a look, and what is to be told. The first ping begins it, unless it is overdue when it is seen: that one is
 * from before the integration was a heartbeat, or from long ago, and proves nothing about now. What is missing has returned once it
 * came in time, or where its interval is longer now.
 */
export function decide(before: Heartbeat | null, { ping, gap, now }: Look, expectation: Expectation): Decision {
  const pinged = withPing(before, ping);
  if (!pinged) return { heartbeat: null, tell: null };
  const wasMissing = pinged.missingSince !== null;
  const heartbeat = gap ? withGap(pinged, gap, wasMissing && pinged === before) : pinged;
  const due = wasMissing ? deadline(heartbeat, expectation) : dueAt(heartbeat, expectation).getTime() + onTheWayMs;
  const isMissing = now.getTime() >= due;
  if (isMissing && !before) return { heartbeat: null, tell: null };
  if (isMissing === wasMissing) return { heartbeat, tell: null };
  return isMissing
    ? { heartbeat: { ...heartbeat, missingSince: now }, tell: 'missing' }
    : { heartbeat: { ...heartbeat, missingSince: null }, tell: 'returned' };
}
