import { cycle, markOf, type SentEvent, statusOf } from './sent-event.ts';

/** What an incident's timeline tells of an attempt. */
export interface Effect {
  readonly mark: string;
  readonly incidentNumber: number;
  readonly entry: number;
}

export interface TitleCount {
  readonly title: string;
  /** Counted by all incidents of the title. */
  readonly occurrences: number;
}

export interface EventVerdict {
  /** Never answered; or answered, and without effect. */
  readonly lost: readonly string[];
  /** Took effect more often than it was sent. */
  readonly doubled: readonly string[];
  /** Took effect before an earlier event of its title. */
  readonly disordered: readonly string[];
}

/**
 * Compares what monitors remember with what the system shows. An attempt without `200` may have been taken or not, and at most
 * once; of the attempts of one event the answered one counts, or for a status that an earlier one has set, that one.
 */
export function judgeEvents(
  events: readonly SentEvent[],
  effects: readonly Effect[],
  counts: readonly TitleCount[],
): EventVerdict {
  const titles = grouped(events, ({ title }) => title);
  for (const title of titles.values()) title.sort((a, b) => a.place - b.place);
  const byMark = grouped(effects, ({ mark }) => mark);
  const known = new Set(events.flatMap((event) => event.attempts.map(({ number }) => markOfAttempt(event, number))));
  const strangers = [...byMark.keys()].filter((mark) => !known.has(mark));
  const verdicts = [...titles.values()].map((title) => judgeTitle(title, byMark));
  return {
    lost: verdicts.flatMap(({ lost }) => lost),
    doubled: [
      ...strangers.map((mark) => `${mark} was never sent`),
      ...verdicts.flatMap(({ doubled }) => doubled),
      ...miscounted(effects, counts),
    ],
    disordered: verdicts.flatMap(({ disordered }) => disordered),
  };
}

type TitleOfLedger = readonly SentEvent[];
const markOfAttempt = ({ title, place }: SentEvent, attempt: number): string => markOf(title, place, attempt);

function judgeTitle(events: TitleOfLedger, byMark: ReadonlyMap<string, readonly Effect[]>): EventVerdict {
  const lost: string[] = [];
  const doubled: string[] = [];
  const disordered: string[] = [];
  let before: { readonly event: SentEvent; readonly effect: Effect } | null = null;
  for (const event of events) {
    const marks = event.attempts.map(({ number }) => markOfAttempt(event, number));
    for (const mark of marks) {
      const times = byMark.get(mark)?.length ?? 0;
      if (times > 1) doubled.push(`${mark} took effect ${times} times`);
    }
    const of = `${event.title}/${event.place} (${statusOf(event.place)})`;
    if (event.answeredAt === null) lost.push(`${of} was never answered`);
    else if (!tookEffect(event, marks, byMark) && !isOvertaken(event, events, byMark))
      lost.push(`${of} was answered and has no effect`);
    const effect = marks.flatMap((mark) => byMark.get(mark) ?? []).sort(inOrder)[0];
    if (!effect) continue;
    if (before && inOrder(effect, before.effect) < 0)
      disordered.push(`${of} took effect before ${before.event.place} (${statusOf(before.event.place)})`);
    else before = { event, effect };
  }
  return { lost, doubled, disordered };
}

function tookEffect(event: SentEvent, marks: readonly string[], byMark: ReadonlyMap<string, readonly Effect[]>) {
  const counting = statusOf(event.place) === 'trigger' ? marks.slice(-1) : marks;
  return counting.some((mark) => byMark.has(mark));
}

/**
 * A retried event of an earlier incident may arrive late, and set a later one's status first: what says the same then changes
 * nothing. So it is where an attempt without `200` took effect behind the opening of this event's incident.
 */
function isOvertaken(
  { place }: SentEvent,
  events: TitleOfLedger,
  byMark: ReadonlyMap<string, readonly Effect[]>,
): boolean {
  const start = place - (place % cycle.length);
  if (place === start) return false;
  const opening = effectsOf(events[start], byMark).sort(inOrder)[0];
  if (!opening) return false;
  const earlierMoves = events.slice(0, start).filter((earlier) => statusOf(earlier.place) !== 'trigger');
  return earlierMoves.some((earlier) => effectsOf(earlier, byMark).some((late) => inOrder(late, opening) > 0));
}

const effectsOf = (event: SentEvent | undefined, byMark: ReadonlyMap<string, readonly Effect[]>): Effect[] =>
  event?.attempts.flatMap(({ number }) => byMark.get(markOfAttempt(event, number)) ?? []) ?? [];

/** Incidents of one title follow one another; within one its timeline does. */
const inOrder = (a: Effect, b: Effect): number => a.incidentNumber - b.incidentNumber || a.entry - b.entry;

function miscounted(effects: readonly Effect[], counts: readonly TitleCount[]): string[] {
  const triggers = new Map<string, number>();
  for (const { mark } of effects) {
    const [title = '', place] = mark.split('/');
    if (statusOf(Number(place)) === 'trigger') triggers.set(title, (triggers.get(title) ?? 0) + 1);
  }
  return counts
    .filter(({ title, occurrences }) => occurrences !== (triggers.get(title) ?? 0))
    .map(({ title, occurrences }) => `${title} counts ${occurrences} for ${triggers.get(title) ?? 0} that took effect`);
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
