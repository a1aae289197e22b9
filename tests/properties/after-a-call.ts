import type { ConfigDocument, EventData, callEvents } from '@ringdown/contracts';
import { changeEvents } from '../../apps/control/src/shift-notices/shift-events.js';
import { callPayloadOf } from '../../apps/incident/src/call-incidents/call-payload.js';
import { notifiableEvent, type NotifiableEvent } from '../../apps/notification/src/stories/index.js';
import type { Documents } from './door.ts';

type CompletedCall = EventData<typeof callEvents.completed>;

/** What becomes of a call that is over, with the names that the configuration has: an incident that is opened, escalated, acknowledged by a link in a channel, and resolved. */
export function eventsOfItsIncident(call: CompletedCall, documents: Documents): NotifiableEvent[] {
  const { priority = null, severity = null, integrationId } = documents.line?.incident ?? {};
  const { person, channel, schedule, teams } = namesIn(documents);
  const details = callPayloadOf(call, { priority, severity, teams }, call.voicemail?.url ?? null);
  const opened = {
    incidentId: 'inc_1',
    number: 1,
    title: details.title,
    status: 'triggered',
    priority,
    severity,
    integrationId: integrationId ?? 'int_1',
    escalationPolicyId: 'esc_1',
    source: 'call',
    details,
    occurrences: 1,
    callIds: [call.callId],
    lineId: call.lineId,
    openedAt: call.endedAt,
  };
  const by = (name: string) => ({ at: call.endedAt, by: { type: 'system', id: null, name } });
  const step = {
    step: 1,
    of: 2,
    round: 1,
    people: [{ id: 'user_1', name: person, via: schedule }],
    channelIds: [],
  };
  return [
    { subject: 'incident.opened.v1', data: opened },
    { subject: 'incident.escalated.v1', data: { ...opened, ...by('Ringdown'), ...step } },
    {
      subject: 'incident.acknowledged.v1',
      data: { ...opened, status: 'acknowledged', ...by(`Somebody in ${channel}`) },
    },
    { subject: 'incident.resolved.v1', data: { ...opened, status: 'resolved', ...by(person) } },
  ].map((event) => notifiableEvent.parse(event));
}

const namesIn = ({ user, channel, schedule, team }: Documents) => ({
  person: user?.name ?? 'Priya S.',
  channel: channel?.name ?? '#ops',
  schedule: schedule?.name ?? null,
  teams: team ? [team.slug] : [],
});

/** That the turn of somebody begins, where there is a schedule. */
export function eventsOfAHandoff(documents: Documents, start: Date, publicUrl: string): NotifiableEvent[] {
  const { schedule, user } = documents;
  if (!schedule) return [];
  const userOf = (id: string): ConfigDocument<'user'> | null => (id === user?.id ? user : null);
  const shift = {
    type: 'started',
    userId: 'user_1',
    start,
    end: new Date(start.getTime() + 3_600_000),
    other: 'user_2',
  } as const;
  return changeEvents(shift, { schedule, publicUrl, userOf }).flatMap(({ subject, data }) =>
    subject === 'oncall.notice_due.v1' ? [] : [notifiableEvent.parse({ subject, data })],
  );
}
