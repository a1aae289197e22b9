import { incidentEvents } from '@ringdown/contracts';
import { respondersToTell } from '@ringdown/domain-incidents';
import { outboxEvent, type OutboxEvent } from '@ringdown/platform-messaging';
import { type Actor, type Happening, listed, reachedNames, ringdown } from './happenings.js';
import type { IncidentConfiguration } from './incident-configuration.js';
import type { IncidentRow } from './incident.entity.js';
import { incidentEventData } from './incident-events.js';
import type { TimelineEntry } from './timeline.js';

interface ResponderChange {
  /** Who were responders before. */
  readonly before: readonly string[];
  readonly by: Actor;
  /** When they were added. */
  readonly at: Date;
  /** At the same instant: whom a step reaches is told of it by that. */
  readonly happened?: readonly Happening[];
  readonly callIds?: readonly string[];
  readonly correlationId?: string;
}

interface Told {
  readonly entries: readonly TimelineEntry[];
  readonly events: readonly OutboxEvent[];
}

/** What tells the people who were made responders of an incident, as it is once they are: an event, and a sentence of its timeline. */
export function tellAddedResponders(
  incident: IncidentRow,
  { before, by, at, happened = [], callIds = [], correlationId }: ResponderChange,
  configuration: Pick<IncidentConfiguration, 'escalationPolicyId' | 'reachOfPeople'>,
): Told {
  const { id: incidentId, responder_ids: after, status, suppressed, muted } = incident;
  const ids = respondersToTell({ status, suppressed, muted }, { before, after, by: by.id });
  if (ids.length === 0) return { entries: [], events: [] };
  const reached = happened.flatMap((one) => (one.type === 'escalated' ? one.reach.people.map(({ id }) => id) : []));
  const known = new Set([...before, by.id, ...reached]);
  const reach = configuration.reachOfPeople(ids, at);
  // whoever stands in for one of them may know of it already
  const people = reach.people.filter(({ id }) => !known.has(id));
  const entry = (text: string): TimelineEntry => ({ incidentId, at, type: 'notified', actor: ringdown.name, text });
  const notReached = reach.nobody.length > 0 ? [entry(`New responders are not notified: ${listed(reach.nobody)}`)] : [];
  if (people.length === 0) return { entries: notReached, events: [] };
  const data = incidentEventData(incident, configuration.escalationPolicyId(incident), callIds);
  const added = { ...data, at: at.toISOString(), by, people };
  return {
    entries: [entry(`New responders are notified: ${listed(reachedNames(people))}`), ...notReached],
    events: [outboxEvent(incidentEvents.respondersAdded, added, correlationId === undefined ? {} : { correlationId })],
  };
}

/** What tells that some are responders no more, so that neither they nor who stands in for them are called any more; none where it is over. */
export function callOffRemovedResponders(
  incident: IncidentRow,
  { before, by, at, callIds = [] }: ResponderChange,
  configuration: Pick<IncidentConfiguration, 'escalationPolicyId' | 'reachOfPeople'>,
): readonly OutboxEvent[] {
  const { responder_ids: after, status } = incident;
  const removed = before.filter((id) => !after.includes(id));
  if (removed.length === 0 || status === 'resolved') return [];
  const standIns = configuration.reachOfPeople(removed, at).people.map(({ id }) => id);
  const userIds = [...new Set([...removed, ...standIns])].filter((id) => !after.includes(id));
  const data = incidentEventData(incident, configuration.escalationPolicyId(incident), callIds);
  return [outboxEvent(incidentEvents.respondersRemoved, { ...data, at: at.toISOString(), by, userIds })];
}
