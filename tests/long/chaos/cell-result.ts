import type { EventVerdict } from './judge-events.ts';
import type { SentEvent } from './sent-event.ts';
import type { Targets } from './targets.ts';

/** What one cell came to. */
export interface CellResult {
  readonly name: string;
  readonly note: string;
  readonly targets: Targets;
  readonly events: number;
  /** Attempts that were not answered `200`. */
  readonly failedAttempts: number;
  /** From the instant at which an event was due to its `200`. */
  readonly longestWaitMs: number;
  /** From `200` to when an incident shows it. */
  readonly lagMs: number;
  readonly calls: number;
  readonly unanswered: readonly string[];
  readonly passedBy: readonly string[];
  readonly verdict: EventVerdict;
  /** Of calls that are not one log and one message a channel. */
  readonly told: readonly string[];
  readonly stuck: readonly string[];
}

/** `seenAt`: when the effect of a mark could be seen first. What was never answered is in the verdict. */
export function figuresOf(events: readonly SentEvent[], seenAt: (event: SentEvent) => number | null) {
  const answered = events.filter(({ answeredAt }) => answeredAt !== null);
  const longest = (of: (event: SentEvent, answeredAt: number) => number): number =>
    answered.reduce((most, event) => Math.max(most, of(event, event.answeredAt ?? 0)), 0);
  return {
    events: events.length,
    failedAttempts: events.flatMap(({ attempts }) => attempts).filter(({ status }) => status !== 200).length,
    longestWaitMs: longest(({ dueAt }, answeredAt) => answeredAt - dueAt),
    lagMs: longest((event, answeredAt) => (seenAt(event) ?? answeredAt) - answeredAt),
  };
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const some = (all: readonly string[], what: string): string[] =>
  all.length === 0 ? [] : [`${all.length} ${what}: ${all.slice(0, 3).join('; ')}${all.length > 3 ? ' …' : ''}`];

/** Each sentence names the cell and the figure. */
export function complaintsOf(result: CellResult): readonly string[] {
  const { targets, verdict, longestWaitMs, lagMs, unanswered } = result;
  const complaints = [
    ...(longestWaitMs > targets.waitMs
      ? [`the longest wait until 200 was ${seconds(longestWaitMs)}, above ${seconds(targets.waitMs)}`]
      : []),
    ...(targets.lagMs !== null && lagMs > targets.lagMs
      ? [`an effect came ${seconds(lagMs)} after its 200, above ${seconds(targets.lagMs)}`]
      : []),
    ...(targets.unansweredCalls === null ? [] : some(unanswered, 'callers without an answer')),
    ...some(result.passedBy, 'calls passed somebody idle by'),
    ...some(verdict.lost, 'events without their effect (R1)'),
    ...some(verdict.doubled, 'events with more than one effect (R1)'),
    ...some(verdict.disordered, 'events out of order (R2)'),
    ...some(result.told, 'calls that are not one log and one message (R3)'),
    ...some(result.stuck, 'things left behind (R4)'),
  ];
  return complaints.map((complaint) => `${result.name}: ${complaint}`);
}
