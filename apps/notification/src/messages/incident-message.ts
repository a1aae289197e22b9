import type { ChatAction, ChatMessage, Tone } from '@ringdown/chat';
import { happenedWords, type IncidentStory, quoteOf } from '../stories/index.js';
import type { MessageContext } from './message-context.js';
import type { IncidentEvent } from '../stories/index.js';

type Subject = IncidentEvent['subject'];
type Field = ChatMessage['fields'][number];
type Incident = IncidentStory['incident'];

const words: Readonly<Record<Subject, { readonly verb: string; readonly tone: Tone }>> = {
  'incident.opened.v1': { verb: 'opened', tone: 'alarm' },
  'incident.acknowledged.v1': { verb: 'acknowledged', tone: 'attention' },
  'incident.unacknowledged.v1': { verb: 'unacknowledged', tone: 'alarm' },
  'incident.resolved.v1': { verb: 'resolved', tone: 'good' },
  'incident.escalated.v1': { verb: 'escalated', tone: 'alarm' },
  'incident.reopened.v1': { verb: 'reopened', tone: 'alarm' },
  'incident.occurred.v1': { verb: 'still occurs', tone: 'alarm' },
  'incident.channels-added.v1': { verb: 'open', tone: 'alarm' },
};
const tones = { triggered: 'alarm', acknowledged: 'attention', resolved: 'good' } as const;

const sources = { webhook: 'Monitor', call: 'Call', manual: 'Opened by hand' } as const;
/** For channels that may know nothing of the incident yet. */
const withQuote: readonly Subject[] = ['incident.opened.v1', 'incident.reopened.v1', 'incident.channels-added.v1'];

/** The message about what happened to an incident, for a channel that is told of each event by itself. */
export function incidentMessage(event: IncidentEvent, context: MessageContext): ChatMessage {
  const { data, subject } = event;
  const { verb, tone } = words[subject];
  const isNews = event.subject === 'incident.opened.v1';
  return {
    ...frame(data, context),
    title: `Incident #${data.number} ${verb}: ${data.title || '(no title)'}`,
    tone,
    fields: [...howOf(event, verb), ...factsOf(data, context)],
    steps: null,
    quote: withQuote.includes(subject) ? quoteOf(data) : null,
    at: new Date(isNews ? data.openedAt : event.data.at),
  };
}

/** The one message of an incident, as it stands: who looks after it, how far it has escalated, what happened. */
export function incidentCard(story: IncidentStory, context: MessageContext): ChatMessage {
  const { incident, happened, quote } = story;
  return {
    ...frame(incident, context),
    title: `#${incident.number} ${incident.title || '(no title)'}: ${standing(story)}`,
    tone: tones[incident.status],
    fields: [...factsOf(incident, context), ...escalationField(story)],
    steps:
      happened.length === 0
        ? null
        : { heading: 'What happened', lines: happened.map(({ at, text }) => `${clock(at)} ${text}`) },
    quote,
    at: new Date(incident.openedAt),
  };
}

/** Several events of one incident that went out late: how it stands, and what happened meanwhile. */
export function incidentBacklog(
  events: readonly IncidentEvent[],
  last: IncidentEvent,
  context: MessageContext,
): ChatMessage {
  const lines = events.map((event) => {
    const at = 'at' in event.data ? event.data.at : event.data.openedAt;
    return `${clock(at)} ${happenedWords(event) ?? 'It opened'}`;
  });
  return {
    ...incidentMessage(last, context),
    steps: { heading: 'Meanwhile', lines },
    quote: quoteOf(last.data),
  };
}

const frame = (incident: Incident, { publicUrl, actUrl }: MessageContext) => ({
  subject: `[Ringdown #${incident.number}] ${incident.title || '(no title)'}`,
  link: { text: 'Open the incident', url: `${publicUrl}/incidents/${encodeURIComponent(incident.incidentId)}` },
  actions: actionsOf(incident, actUrl),
  callBack: null,
});

function standing({ incident, acknowledged, resolved, escalation }: IncidentStory): string {
  if (incident.status === 'resolved') {
    const by = resolved ? ` by ${resolved.by}` : '';
    return `resolved${by}${resolved ? ` after ${lasted(incident.openedAt, resolved.at)}` : ''}`;
  }
  if (incident.status === 'acknowledged') return acknowledged ? `acknowledged by ${acknowledged.by}` : 'acknowledged';
  return escalation && escalation.people.length > 0 ? `escalated to ${escalation.people.join(', ')}` : 'open';
}

/** `4 min`, `2 h 5 min`. */
function lasted(from: string, until: string): string {
  const minutes = Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / 60_000));
  if (minutes < 1) return 'less than a minute';
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes % 60} min`;
}

/** `06:40 UTC`: a channel is read in many zones. */
const clock = (at: string): string => `${at.slice(11, 16)} UTC`;

const factsOf = (data: Incident, { integrationName }: MessageContext): Field[] => {
  const source = integrationName(data.integrationId);
  return [
    { label: 'Source', value: source ? `${sources[data.source]}, ${source}` : sources[data.source] },
    ...optional('Priority', data.priority?.toUpperCase()),
    ...optional('Severity', data.severity?.toUpperCase()),
    { label: 'Occurrences', value: String(data.occurrences) },
  ];
};

const escalationField = ({ incident, escalation }: IncidentStory): Field[] =>
  escalation && incident.status === 'triggered'
    ? [{ label: 'Step', value: placeOf(escalation, escalation.people) }]
    : [];

/** Who did it; of an escalation, how far it has come and who else is notified. */
function howOf(event: IncidentEvent, verb: string): Field[] {
  switch (event.subject) {
    case 'incident.opened.v1':
    case 'incident.channels-added.v1':
    case 'incident.occurred.v1':
      return [];
    case 'incident.escalated.v1':
      return [
        {
          label: 'Step',
          value: placeOf(
            event.data,
            event.data.people.map(({ name }) => name),
          ),
        },
      ];
    default:
      return [{ label: `${verb.charAt(0).toUpperCase()}${verb.slice(1)} by`, value: event.data.by.name }];
  }
}

function placeOf({ step, of, round }: { step: number; of: number; round: number }, names: readonly string[]): string {
  const place = `${step} of ${of}${round > 1 ? `, round ${round}` : ''}`;
  return names.length > 0 ? `${place}, with ${names.join(', ')}` : place;
}

const optional = (label: string, value: string | undefined): Field[] => (value ? [{ label, value }] : []);

function actionsOf(
  { incidentId: about, status, escalationPolicyId }: Incident,
  actUrl: MessageContext['actUrl'],
): ChatAction[] {
  const act = (kind: 'acknowledge' | 'resolve' | 'escalate', text: string, isFirst: boolean): ChatAction => ({
    kind,
    text,
    about,
    style: isFirst ? 'primary' : null,
    confirm: null,
    url: actUrl(kind, about),
  });
  const plain = { about, style: null, confirm: null, url: null } as const;
  const isOpen = status !== 'resolved';
  return [
    ...(status === 'triggered' ? [act('acknowledge', 'Acknowledge', true)] : []),
    ...(isOpen ? [act('resolve', 'Resolve', status === 'acknowledged')] : []),
    ...(isOpen && escalationPolicyId !== null ? [act('escalate', 'Escalate', false)] : []),
    ...(status === 'acknowledged' ? [{ ...plain, kind: 'unacknowledge', text: 'Unacknowledge' } as const] : []),
    { ...plain, kind: 'add-note', text: 'Add note' },
    { ...plain, kind: 'show-details', text: 'Details' },
  ];
}
