import type { ChatMessage } from '@ringdown/chat';
import type { ChannelEvent } from '@ringdown/contracts';
import { z } from 'zod';

/** What a storm's summary has counted: so many of each kind of event, and the titles of the first. */
export const tally = z.object({ counts: z.record(z.string(), z.number().int()), titles: z.array(z.string()) });
export type Tally = z.infer<typeof tally>;

const shownTitles = 10;
export const nothingCounted: Tally = { counts: {}, titles: [] };

export function addToTally(
  before: Tally,
  events: readonly { readonly about: string; readonly count: number; readonly titles: readonly string[] }[],
): Tally {
  const counts = { ...before.counts };
  for (const { about, count } of events) counts[about] = (counts[about] ?? 0) + count;
  const titles = [...new Set([...before.titles, ...events.flatMap((event) => event.titles)])].slice(0, shownTitles);
  return { counts, titles };
}

const words: Partial<Record<ChannelEvent, readonly [one: string, many: string]>> = {
  'incident.opened': ['incident opened', 'incidents opened'],
  'incident.acknowledged': ['acknowledged', 'acknowledged'],
  'incident.unacknowledged': ['no longer acknowledged', 'no longer acknowledged'],
  'incident.escalated': ['escalation', 'escalations'],
  'incident.occurred': ['occurred again', 'occurred again'],
  'incident.resolved': ['resolved', 'resolved'],
  'incident.reopened': ['reopened', 'reopened'],
  'oncall.shift_started': ['handoff', 'handoffs'],
  'oncall.shift_ended': ['shift ended', 'shifts ended'],
};

export interface CountedStorm {
  readonly tally: Tally;
  readonly beganAt: Date;
  readonly lastEventAt: Date;
  readonly isOver: boolean;
}

export const countOf = ({ counts }: Tally): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** One message in place of the many of a storm: how many events of which kind, and what the first of them were about. */
export function summaryMessage(
  { tally: counted, beganAt, lastEventAt, isOver }: CountedStorm,
  publicUrl: string,
): ChatMessage {
  const count = countOf(counted);
  const of = Object.entries(counted.counts).map(([about, n]) => {
    const [one, many] = words[about as ChannelEvent] ?? [about, about];
    return { label: n === 1 ? one : many, value: String(n) };
  });
  return {
    title: `${count} more events ${isOver ? 'came at once' : 'and counting'}: this is their summary`,
    tone: isOver ? 'neutral' : 'alarm',
    fields: [
      ...of.map(({ label, value }) => ({ label: label.charAt(0).toUpperCase() + label.slice(1), value })),
      { label: isOver ? 'Over since' : 'Latest', value: `${lastEventAt.toISOString().slice(11, 19)} UTC` },
    ],
    steps: counted.titles.length > 0 ? { heading: 'Among them', lines: counted.titles } : null,
    quote: null,
    link: { text: 'Open the incidents', url: `${publicUrl}/incidents` },
    actions: [],
    callBack: null,
    at: beganAt,
  };
}
