import { type ChatMessage, cut, type Tone } from '@ringdown/chat';
import { indentedJson } from '@ringdown/kernel';
import type { IncidentEvent } from './notifiable-event.js';

type Subject = IncidentEvent['subject'];
type Field = ChatMessage['fields'][number];

const words: Readonly<Record<Subject, { readonly verb: string; readonly tone: Tone }>> = {
  'incident.opened.v1': { verb: 'opened', tone: 'alarm' },
  'incident.acknowledged.v1': { verb: 'acknowledged', tone: 'attention' },
  'incident.unacknowledged.v1': { verb: 'unacknowledged', tone: 'alarm' },
  'incident.resolved.v1': { verb: 'resolved', tone: 'good' },
  'incident.escalated.v1': { verb: 'escalated', tone: 'alarm' },
  'incident.reopened.v1': { verb: 'reopened', tone: 'alarm' },
  'incident.channels-added.v1': { verb: 'open', tone: 'alarm' },
};

const sources = { webhook: 'Monitor', call: 'Call', manual: 'Opened by hand' } as const;
/** For channels that may know nothing of the incident yet. */
const withQuote: readonly Subject[] = ['incident.opened.v1', 'incident.reopened.v1', 'incident.channels-added.v1'];
const quotedCharacters = 700;

/** The message about an incident that opened, or whose status changed. `publicUrl` is where the console is. */
export function incidentMessage(event: IncidentEvent, integrationName: string | null, publicUrl: string): ChatMessage {
  const { data, subject } = event;
  const { verb, tone } = words[subject];
  const isNews = event.subject === 'incident.opened.v1';
  return {
    title: `Incident #${data.number} ${verb}: ${data.title || '(no title)'}`,
    tone,
    fields: [
      ...(isNews || event.subject === 'incident.channels-added.v1' ? [] : [howOf(event, verb)]),
      {
        label: 'Source',
        value: integrationName ? `${sources[data.source]}, ${integrationName}` : sources[data.source],
      },
      ...optional('Priority', data.priority?.toUpperCase()),
      ...optional('Severity', data.severity?.toUpperCase()),
      { label: 'Occurrences', value: String(data.occurrences) },
    ],
    steps: null,
    quote: withQuote.includes(subject) ? quoteOf(data) : null,
    link: { text: 'Open the incident', url: `${publicUrl}/incidents/${encodeURIComponent(data.incidentId)}` },
    actions: [],
    callBack: null,
    at: new Date(isNews ? data.openedAt : event.data.at),
  };
}

/** Who did it; of an escalation, how far it has come and who else is notified. */
function howOf(
  event: Exclude<IncidentEvent, { subject: 'incident.opened.v1' | 'incident.channels-added.v1' }>,
  verb: string,
): Field {
  if (event.subject !== 'incident.escalated.v1') return { label: byLabel(verb), value: event.data.by.name };
  const { step, of, round, people } = event.data;
  const names = people.map(({ name }) => name).join(', ');
  const place = `${step} of ${of}${round > 1 ? `, round ${round}` : ''}`;
  return { label: 'Step', value: names ? `${place}, with ${names}` : place };
}

const byLabel = (verb: string): string => `${verb.charAt(0).toUpperCase()}${verb.slice(1)} by`;

const optional = (label: string, value: string | undefined): Field[] => (value ? [{ label, value }] : []);

/** The beginning of what the monitor sent. The details of a call incident are the call, which its title names. */
function quoteOf({ source, details, detailsJson }: IncidentEvent['data']): string | null {
  if (source === 'call') return null;
  if (detailsJson !== undefined) return cut(indentedJson(detailsJson), quotedCharacters);
  if (details === null || details === undefined || details === '') return null;
  return cut(typeof details === 'string' ? details : JSON.stringify(details, null, 2), quotedCharacters);
}
