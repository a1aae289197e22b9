import { Reservation } from './send-rate.js';
import type { ChannelPolicy } from './channel-policy.js';

/** More than so many events within the window are a storm. */
export const stormEvents = 10;
export const stormWindowMs = 30_000;
/** A message that waited for so long is part of a backlog. */
const backlogMs = 15_000;
/** After so many failures in a row only one message at a time tries whether the other side is back. */
export const failuresUntilOpen = 5;

/** A delivery that waits, in the order in which they are to go out. */
export interface WaitingDelivery {
  readonly id: string;
  readonly sequence: number;
  readonly orderingKey: string;
  /** 0: calls; 1: something new that needs somebody; 2: what became of it. Of one key it never falls. */
  readonly rank: number;
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly wasTried: boolean;
  /** The channel has a message about the same that this one changes. */
  readonly hasMessage: boolean;
}

/** The summary of a storm that is not over. */
export interface OpenSummary {
  readonly beganAt: Date;
  readonly lastEventAt: Date;
  /** When it was posted or changed last; null: not yet. */
  readonly toldAt: Date | null;
  /** Events that it counts and nobody has read. */
  readonly hasNews: boolean;
}

export interface TurnInput {
  readonly policy: ChannelPolicy;
  readonly now: Date;
  readonly reservedUntil: Date | null;
  /** Nothing goes out before: the other side asked for it, or does not answer. */
  readonly closedUntil: Date | null;
  readonly failures: number;
  /** By rank, then sequence; the beginning of it where there are many. */
  readonly waiting: readonly WaitingDelivery[];
  /** How many of them a summary may tell of, as far as it matters: at most `stormEvents` + 1. */
  readonly stormy: number;
  /** How many were told by themselves within the window. */
  readonly toldLately: number;
  readonly summary: OpenSummary | null;
}

/** What is done now. */
export interface Turn {
  /** Each is one message about one call or incident, in order; the last one says how things stand. */
  readonly groups: readonly (readonly WaitingDelivery[])[];
  /** The storm's summary takes in all that may be summarised, but for these keys; null: nothing. */
  readonly absorb: { readonly exceptKeys: readonly string[] } | null;
  /** The summary is posted, or changed; `over`: for the last time. */
  readonly tell: 'news' | 'over' | null;
  /** When to look again; null: when something new comes. */
  readonly againAt: Date | null;
}

/**
 * Decides the next turn of a channel: what of all that waits goes out now, within its rate, calls first, each call and incident in its
 * order; what goes out together; what a storm's summary takes in.
 */
export function planTurn(input: TurnInput): Turn {
  const { policy, now, closedUntil } = input;
  if (closedUntil && closedUntil > now) return { groups: [], absorb: null, tell: null, againAt: closedUntil };
  const reservation = new Reservation(input.reservedUntil, policy.rate);
  const slots = Math.min(reservation.free(now), input.failures >= failuresUntilOpen ? 1 : policy.atOnce);
  const keys = byKey(input.waiting);
  const taken = takenBySummary(input, keys);
  const own = keys.filter((key) => !taken.has(key));
  const absorb = taken.size > 0 ? { exceptKeys: own.map(([first]) => first.orderingKey) } : null;
  const telling = absorb ? null : tellingOf(input);
  const isTellingDue = telling !== null && telling.dueAt <= now;
  // what became of something can wait for what needs somebody
  const due = own.filter(([first]) => first.dueAt <= now && !(isTellingDue && first.rank > 1));
  const groups = due.slice(0, slots).map((key) => (isMerged(key, policy, now) ? key : key.slice(0, 1)));
  const tell = isTellingDue && groups.length < slots ? telling.what : null;
  const times = [...own.map(([first]) => first.dueAt), ...(telling ? [telling.dueAt] : [])].map((at) =>
    Math.max(at.getTime(), reservation.nextAt(now).getTime()),
  );
  return { groups, absorb, tell, againAt: times.length === 0 ? null : new Date(Math.min(...times)) };
}

/** What waits of one call or incident, in order. */
type Key = readonly [WaitingDelivery, ...WaitingDelivery[]];

function byKey(waiting: readonly WaitingDelivery[]): readonly Key[] {
  const keys = new Map<string, [WaitingDelivery, ...WaitingDelivery[]]>();
  for (const delivery of waiting) {
    const known = keys.get(delivery.orderingKey);
    if (known) known.push(delivery);
    else keys.set(delivery.orderingKey, [delivery]);
  }
  return [...keys.values()];
}

/** Nothing of a call, nothing that may have arrived, nothing that changes a message which is there. */
export const isSummarised = ({ rank, wasTried, hasMessage }: WaitingDelivery): boolean =>
  rank > 0 && !wasTried && !hasMessage;

/** What waits and does not go out by itself, since there is a storm: the first ones of it still do. */
function takenBySummary({ policy, stormy, toldLately, summary }: TurnInput, keys: readonly Key[]): ReadonlySet<Key> {
  if (!policy.summary || (!summary && toldLately + stormy <= stormEvents)) return new Set();
  const candidates = keys.filter(([first]) => isSummarised(first));
  const early = summary ? candidates.filter(([first]) => first.createdAt <= summary.beganAt) : candidates;
  const byThemselves = new Set(early.slice(0, Math.max(0, stormEvents - toldLately)));
  return new Set(candidates.filter((key) => !byThemselves.has(key)));
}

/** When the summary says something next, and what. */
function tellingOf({ policy, now, summary }: TurnInput): { what: 'news' | 'over'; dueAt: Date } | null {
  if (!policy.summary || !summary) return null;
  const calmAt = new Date(summary.lastEventAt.getTime() + stormWindowMs);
  if (calmAt <= now) return { what: 'over', dueAt: calmAt };
  if (!summary.hasNews) return { what: 'over', dueAt: calmAt };
  const nextAt = summary.toldAt ? new Date(summary.toldAt.getTime() + policy.summary.everyMs) : now;
  return { what: 'news', dueAt: new Date(Math.min(nextAt.getTime(), calmAt.getTime())) };
}

function isMerged([first]: Key, { merges }: ChannelPolicy, now: Date): boolean {
  if (merges !== 'a backlog') return merges === 'always';
  return now.getTime() - first.createdAt.getTime() > backlogMs;
}
