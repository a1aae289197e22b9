import { type SeenCall, sentenceMs } from './killed-call.ts';
import type { Outage } from './instances.ts';

/** How long after the provider's own end of a ring the next responder rang, in milliseconds. */
export interface NextRing {
  /** Negative where our own timer was there before. */
  readonly lateMs: number;
  /** The same, from when call-routing was there again, where it was away at that time. */
  readonly lateSinceBackMs: number;
}

/** `ringMs` is the provider's own limit; a phone that was busy or hung up ended by itself. The caller is told to hold in between. */
export function nextRings({ legs }: SeenCall, ringMs: number, outages: readonly Outage[]): readonly NextRing[] {
  return legs.slice(1).map(({ startedAt }, i) => {
    const before = legs[i];
    if (!before) throw new Error('there is a leg before the second one');
    const overAt = isSilent(before) ? Date.parse(before.startedAt) + ringMs : Date.parse(before.endedAt ?? startedAt);
    const dueAt = overAt + sentenceMs;
    const rangAt = Date.parse(startedAt);
    return { lateMs: rangAt - dueAt, lateSinceBackMs: rangAt - backAt(dueAt, outages) };
  });
}

/** Nobody picked up, and nobody declined: what ended the ring was a limit, the provider's or ours. */
const isSilent = ({ answeredAt, endedAt, startedAt }: SeenCall['legs'][number]): boolean =>
  !answeredAt && (!endedAt || Date.parse(endedAt) - Date.parse(startedAt) > 2000);

/** When call-routing could have answered at the latest, who was asked at `dueAt`. */
function backAt(dueAt: number, outages: readonly Outage[]): number {
  return outages.reduce((at, { from, to }) => (from - slackMs < at && at < to ? to : at), dueAt);
}

/** What is asked just before a kill may not be answered any more. */
const slackMs = 500;
