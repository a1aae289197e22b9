import { type actor, type EventData, incidentEvents } from '@ringdown/contracts';
import { type IncidentHappening, quietWords, type StepTaken } from '@ringdown/domain-incidents';
import { outboxEvent, type OutboxEvent, type OutboxEventOptions } from '@ringdown/platform-messaging';
import type { z } from 'zod';
import type { TimelineEntry } from './timeline.js';
import type { StepReach } from './step-reach.js';

/** Who did something: a user, the monitor that said resolve, or Ringdown itself. */
export type Actor = z.infer<typeof actor>;
export type Happening = IncidentHappening<StepReach>;

export const ringdown: Actor = { type: 'system', id: null, name: 'Ringdown' };

/** What happened to an incident, as entries of its timeline. */
export const timelineOf = (
  incidentId: string,
  happened: readonly Happening[],
  { at, actor, because }: { readonly at: Date; readonly actor: Actor; readonly because?: string },
) =>
  happened.map((one): TimelineEntry => {
    const isByItself =
      one.type === 'escalated' || one.type === 'escalation-ended' || ('byItself' in one && one.byItself);
    const name = isByItself ? ringdown.name : actor.name;
    return { incidentId, at, actor: name, ...happeningWords(one, actor.name, because) };
  });

type ChangeData = EventData<typeof incidentEvents.acknowledged>;

/** The event that says what happened; null where no service has to know. */
export function eventOf(happened: Happening, data: ChangeData, options: OutboxEventOptions): OutboxEvent | null {
  switch (happened.type) {
    case 'acknowledged':
    case 'unacknowledged':
    case 'resolved':
    case 'reopened':
      return outboxEvent(incidentEvents[happened.type], data, options);
    case 'muted':
      return outboxEvent(incidentEvents.muted, { ...data, until: happened.until?.toISOString() ?? null }, options);
    case 'escalated': {
      const { step, of, round, reach } = happened;
      const channelIds = reach.channels.map(({ id }) => id);
      const taken = { ...data, step, of, round, people: [...reach.people], channelIds };
      return outboxEvent(incidentEvents.escalated, taken, options);
    }
    case 'unmuted':
    case 'resolve-timer-set':
    case 'escalation-ended':
      return null;
  }
}

type Words = Pick<TimelineEntry, 'type' | 'text'>;

/** What happened to an incident, as its timeline says it. `by` is a name; `because` a phrase. */
function happeningWords(happened: Happening, by: string, because: string | undefined): Words {
  const why = because ? `: ${because}` : '';
  switch (happened.type) {
    case 'acknowledged':
      return { type: 'acknowledged', text: `Acknowledged by ${by}${why}` };
    case 'unacknowledged':
      return {
        type: 'unacknowledged',
        text: happened.byItself ? 'The acknowledgement expired' : `Acknowledgement taken back by ${by}${why}`,
      };
    case 'resolved':
      return {
        type: 'resolved',
        text: happened.byItself ? `Resolved by itself: ${whyByItself(happened)}` : `Resolved by ${by}${why}`,
      };
    case 'reopened':
      return { type: 'reopened', text: `Reopened by ${by}${why}` };
    case 'muted': {
      const until = happened.until ? `until ${happened.until.toISOString()}` : 'for good';
      return { type: 'muted', text: `Muted by ${by} ${until}: it notifies nobody` };
    }
    case 'unmuted':
      return { type: 'muted', text: happened.byItself ? 'No longer muted' : `Unmuted by ${by}` };
    case 'resolve-timer-set':
      return {
        type: 'changed',
        text: happened.at
          ? `${by} set it to resolve by itself at ${happened.at.toISOString()}`
          : `${by} cancelled its resolve timer`,
      };
    case 'escalated':
      return { type: 'escalated', text: stepWords(happened) };
    case 'escalation-ended':
      return { type: 'escalated', text: 'The escalation policy is at its end: nobody else is notified' };
  }
}

const whyByItself = ({ quietMinutes }: Extract<Happening, { type: 'resolved' }>): string =>
  quietMinutes === undefined ? 'its time was over' : quietWords(quietMinutes);

/** `Step 2 of 3, round 2, notifies Sam T. (Backend Team) and the channel #ops`. */
function stepWords({ step, of, round, reach }: StepTaken<StepReach>): string {
  const place = `Step ${step} of ${of}${round > 1 ? `, round ${round},` : ''}`;
  const people = reachedNames(reach.people);
  const channels = reach.channels.map(({ name }) => `the channel ${name}`);
  const nobody = reach.nobody.length > 0 ? `: ${reach.nobody.join(', ')}` : '';
  if (!reach.reachesSomebody) return `${place} reaches nobody${nobody}`;
  return `${place} notifies ${listed([...people, ...channels])}${nobody && `; not reached${nobody}`}`;
}

/** `Sam T. (Backend Team)`. */
export const reachedNames = (people: StepReach['people']): string[] =>
  people.map(({ name, via }) => (via ? `${name} (${via})` : name));

export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
