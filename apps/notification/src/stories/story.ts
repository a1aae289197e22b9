import { cut } from '@ringdown/chat';
import { callEvents, callOutcomes, callRoles, incidentEvents, incidentStatuses } from '@ringdown/contracts';
import { indentedJson } from '@ringdown/kernel';
import { z } from 'zod';
import { type CallEvent, type IncidentEvent, isCallEvent } from './notifiable-event.js';

const completed = callEvents.completed.schema.shape;
const happened = z.array(z.object({ at: z.string(), text: z.string() }));

/** A call as far as its events have told. */
export const callStory = z.object({
  kind: z.literal('call'),
  /** Null while only its incident is known. */
  call: callEvents.started.schema.nullable(),
  /** Who is being rung. */
  ringing: z.object({ role: z.enum(callRoles), userName: z.string() }).nullable(),
  receiver: completed.receiver,
  answeredAt: completed.answeredAt,
  end: z
    .object({
      outcome: z.enum(callOutcomes),
      endedAt: completed.endedAt,
      duration: completed.duration,
      steps: completed.steps,
      recordingEnabled: completed.recordingEnabled,
      notes: completed.notes,
    })
    .nullable(),
  recording: completed.recording,
  voicemail: completed.voicemail,
  incident: z
    .object({ id: z.string(), number: z.number().int(), status: z.enum(incidentStatuses), by: z.string().nullable() })
    .nullable(),
  isDeleted: z.boolean(),
});
export type CallStory = z.infer<typeof callStory>;

const mark = z.object({ at: z.string(), by: z.string() }).nullable();

/** Without what its monitor sent, which may be long, but for the beginning of it. */
const briefIncident = incidentEvents.opened.schema.omit({ details: true, detailsJson: true });

/** An incident as far as its events have told. */
export const incidentStory = z.object({
  kind: z.literal('incident'),
  incident: briefIncident,
  /** The beginning of what its monitor sent. */
  quote: z.string().nullable(),
  /** Where the state stands in the order of the incident service. */
  sequence: z.number(),
  lastSeenAt: z.string(),
  acknowledged: mark,
  resolved: mark,
  escalation: z
    .object({ step: z.number().int(), of: z.number().int(), round: z.number().int(), people: z.array(z.string()) })
    .nullable(),
  /** The latest that happened, in words, oldest first. */
  happened,
});
export type IncidentStory = z.infer<typeof incidentStory>;

export const story = z.discriminatedUnion('kind', [callStory, incidentStory]);
export type Story = z.infer<typeof story>;

const blankCall: CallStory = {
  kind: 'call',
  call: null,
  ringing: null,
  receiver: null,
  answeredAt: null,
  end: null,
  recording: null,
  voicemail: null,
  incident: null,
  isDeleted: false,
};

/** An event, and its place in the order of the service that tells of it. */
export interface Told {
  readonly event: CallEvent | IncidentEvent;
  readonly sequence: number;
}

/** The keys of the stories that an event changes: its call's or incident's, and those of the calls that the incident has. */
export const storyKeys = ({ event }: Told): readonly string[] =>
  isCallEvent(event) ? [event.data.callId] : [event.data.incidentId, ...event.data.callIds];

/** The story under `key` after an event. Late and doubled events change nothing that is newer. */
export function evolveStory(before: Story | null, key: string, told: Told): Story | null {
  const { event } = told;
  if (isCallEvent(event)) return evolveCall(asCall(before), event);
  if (key === event.data.incidentId) return evolveIncident(before?.kind === 'incident' ? before : null, event, told);
  return withIncident(asCall(before), event);
}

const asCall = (before: Story | null): CallStory => (before?.kind === 'call' ? before : blankCall);

function evolveCall(call: CallStory, event: CallEvent): CallStory {
  switch (event.subject) {
    case 'call.started.v1':
      return call.call ? call : { ...call, call: event.data };
    case 'call.rang.v1': {
      if (call.end || call.receiver) return call;
      const { role, userName, attempt: _attempt, userId: _userId, ...details } = event.data;
      return { ...call, call: call.call ?? { ...details, rejected: false }, ringing: { role, userName } };
    }
    case 'call.answered.v1': {
      if (call.end) return call;
      const { receiver, answeredAt, ...details } = event.data;
      return { ...call, call: call.call ?? { ...details, rejected: false }, ringing: null, receiver, answeredAt };
    }
    case 'call.completed.v1': {
      const { answeredAt, endedAt, duration, outcome, receiver, steps, ...rest } = event.data;
      const { recordingEnabled, recording, voicemail, notes, ...details } = rest;
      return {
        ...call,
        call: { ...details, rejected: outcome === 'rejected' },
        ringing: null,
        receiver,
        answeredAt,
        end: { outcome, endedAt, duration, steps, recordingEnabled, notes },
        recording: recording ?? call.recording,
        voicemail: voicemail ?? call.voicemail,
      };
    }
    case 'call.enriched.v1':
      return { ...call, recording: event.data.recording, voicemail: event.data.voicemail };
    case 'call.deleted.v1': {
      // who called is forgotten with it
      const caller = { number: null, name: null, contactId: null, address: null };
      return { ...blankCall, call: call.call && { ...call.call, caller }, incident: call.incident, isDeleted: true };
    }
  }
}

function withIncident(call: CallStory, { subject, data }: IncidentEvent): CallStory {
  const { incidentId: id, number, status } = data;
  const changed = 'by' in data && subject !== 'incident.channels-added.v1' ? data.by.name : null;
  const isNews = call.incident?.status !== status;
  return { ...call, incident: { id, number, status, by: isNews ? changed : (call.incident?.by ?? null) } };
}

const shownHappenings = 20;

function evolveIncident(before: IncidentStory | null, event: IncidentEvent, { sequence }: Told): IncidentStory {
  if (before && before.sequence >= sequence) return before;
  const known: IncidentStory = before ?? {
    kind: 'incident',
    incident: briefIncident.parse(event.data),
    quote: null,
    sequence,
    lastSeenAt: event.data.openedAt,
    acknowledged: null,
    resolved: null,
    escalation: null,
    happened: [],
  };
  const at = 'at' in event.data ? event.data.at : event.data.openedAt;
  const words = happenedWords(event);
  return {
    ...known,
    ...marksAfter(known, event),
    incident: briefIncident.parse(event.data),
    quote: quoteOf(event.data),
    sequence,
    lastSeenAt:
      event.subject === 'incident.occurred.v1' || event.subject === 'incident.opened.v1' ? at : known.lastSeenAt,
    happened: words ? [...known.happened, { at, text: words }].slice(-shownHappenings) : known.happened,
  };
}

type Marks = Pick<IncidentStory, 'acknowledged' | 'resolved' | 'escalation'>;

function marksAfter({ acknowledged, resolved, escalation }: Marks, event: IncidentEvent): Marks {
  switch (event.subject) {
    case 'incident.acknowledged.v1':
      return { acknowledged: { at: event.data.at, by: event.data.by.name }, resolved, escalation: null };
    case 'incident.unacknowledged.v1':
      return { acknowledged: null, resolved, escalation };
    case 'incident.resolved.v1':
      return { acknowledged, resolved: { at: event.data.at, by: event.data.by.name }, escalation: null };
    case 'incident.reopened.v1':
      return { acknowledged: null, resolved: null, escalation: null };
    case 'incident.escalated.v1': {
      const { step, of, round, people } = event.data;
      return { acknowledged, resolved, escalation: { step, of, round, people: people.map(({ name }) => name) } };
    }
    default:
      return { acknowledged, resolved, escalation };
  }
}

const quotedCharacters = 700;

/** The beginning of what the monitor sent. The details of a call incident are the call, which its title names. */
export function quoteOf({ source, details, detailsJson }: IncidentEvent['data']): string | null {
  if (source === 'call') return null;
  if (detailsJson !== undefined) return cut(indentedJson(detailsJson), quotedCharacters);
  if (details === null || details === undefined || details === '') return null;
  return cut(typeof details === 'string' ? details : JSON.stringify(details, null, 2), quotedCharacters);
}

/** What happened, in few words, for a thread or a list; null where it is no news. */
export function happenedWords(event: IncidentEvent): string | null {
  switch (event.subject) {
    case 'incident.opened.v1':
      return null;
    case 'incident.acknowledged.v1':
      return `${event.data.by.name} acknowledged it`;
    case 'incident.unacknowledged.v1':
      return event.data.by.type === 'user'
        ? `${event.data.by.name} took the acknowledgement back`
        : 'The acknowledgement expired';
    case 'incident.resolved.v1':
      return `${event.data.by.name} resolved it`;
    case 'incident.reopened.v1':
      return `${event.data.by.name} reopened it`;
    case 'incident.occurred.v1':
      return `It has occurred ${event.data.occurrences} times`;
    case 'incident.channels-added.v1':
      return null;
    case 'incident.escalated.v1': {
      const { step, of, round, people } = event.data;
      const place = `step ${step} of ${of}${round > 1 ? `, round ${round}` : ''}`;
      const names = people.map(({ name }) => name).join(', ');
      return names ? `Escalated to ${names} (${place})` : `Escalated, ${place}`;
    }
  }
}
