import { defaultVoice, escapeHtml } from '@ringdown/kernel';
import type { Say } from '@ringdown/telephony';
import { z } from 'zod';
import { inSegments } from './text-segments.js';

/** What people are told of an incident, as it stood when the notification was planned. */
export const incidentBrief = z.object({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  severity: z.string().nullable(),
  priority: z.string().nullable(),
  /** The integration's name. */
  source: z.string().nullable(),
  /** `step 2 of 3`, or who resolved it. */
  because: z.string(),
  resolvedBy: z.string().nullable(),
  /** They were made a responder of it; else a step, or its end, tells them. */
  madeResponder: z.boolean().default(false),
});
export type IncidentBrief = z.infer<typeof incidentBrief>;

/** What people are told besides incidents, such as that their shift begins: said as it stands. */
const plainNotice = z.object({ title: z.string(), text: z.string(), url: z.string() });
export type PlainNotice = z.infer<typeof plainNotice>;

export const notice = z.union([incidentBrief, plainNotice]);
export type Notice = z.infer<typeof notice>;
export const isIncident = (said: Notice): said is IncidentBrief => 'number' in said;

const titleOf = ({ title }: IncidentBrief): string => title || '(no title)';
const rating = ({ severity, priority }: IncidentBrief): string => [severity, priority].filter(Boolean).join(' ');

const wasAdded = (number: number): string => `You were added to #${number}`;

/** One segment where it can be: `#142 sev1 Disk full on db-1 (Grafana). Reply ACK 142, RES 142 or ESC 142`. */
export function textOf(said: Notice): string {
  if (!isIncident(said)) return inSegments('', `${said.title}: ${said.text}`, '');
  const incident = said;
  const { number, source, resolvedBy, madeResponder } = incident;
  const from = source ? ` (${source})` : '';
  if (resolvedBy !== null) return inSegments(`#${number} `, titleOf(incident), `${from}: resolved by ${resolvedBy}`);
  const head = [madeResponder ? wasAdded(number) : `#${number}`, rating(incident)].filter(Boolean).join(' ');
  return inSegments(`${head} `, titleOf(incident), `${from}. Reply ACK ${number}, RES ${number} or ESC ${number}`);
}

const say = (text: string): Say => ({ parts: [{ text }], ...defaultVoice });

/** What a person hears who picks up. */
export function spokenIncident(incident: IncidentBrief): Say {
  const severity = incident.severity ? `Severity ${incident.severity.replace('sev', '')}. ` : '';
  const source = incident.source ? `, reported by ${incident.source}` : '';
  return say(
    `This is Ringdown. ${severity}Incident ${incident.number}: ${incident.title || 'it has no title'}${source}. ` +
      'Press 1 to acknowledge, 2 to escalate, 3 to resolve, 9 to hear it again.',
  );
}

/** What a person hears who picks up and has nothing to answer. */
export const spokenNotice = ({ title, text }: PlainNotice): Say => say(`This is Ringdown. ${title}: ${text}. Goodbye.`);

/** What a person hears after their key, before the call ends. */
export const spokenSentence = (sentence: string): Say => say(`${sentence} Goodbye.`);

export interface PushMessage {
  readonly title: string;
  readonly message: string;
  /** As ntfy counts: 3 default, 5 urgent. https://docs.ntfy.sh/publish/#message-priority */
  readonly priority: number;
  readonly click: string;
  readonly actions: readonly object[];
}

/** `acknowledge` null: there is nothing to acknowledge. */
export function pushOf(said: Notice, urls: { console: string; acknowledge: string | null }): PushMessage {
  if (!isIncident(said)) return { title: said.title, message: said.text, priority: 3, click: said.url, actions: [] };
  const incident = said;
  const { number, severity, source, resolvedBy, madeResponder } = incident;
  const isUrgent = resolvedBy === null && (severity === 'sev1' || severity === 'sev2');
  const label = rating(incident);
  return {
    title:
      resolvedBy === null
        ? `${madeResponder ? wasAdded(number) : `#${number}`} ${label}`.trim()
        : `#${number} resolved by ${resolvedBy}`,
    message: source ? `${titleOf(incident)} (${source})` : titleOf(incident),
    priority: isUrgent ? 5 : 3,
    click: urls.console,
    actions: urls.acknowledge
      ? [{ action: 'http', label: 'Acknowledge', url: urls.acknowledge, method: 'POST', clear: true }]
      : [],
  };
}

export interface MailMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Plain on a phone: the title, what is known, and links that say what they do. */
export function mailOf(
  said: Notice,
  urls: { readonly console: string; readonly acts: readonly { readonly text: string; readonly url: string }[] },
): MailMessage {
  if (!isIncident(said)) {
    const { title, text, url } = said;
    const html = `<h2>${escapeHtml(title)}</h2><p>${escapeHtml(text)}</p><p><a href="${escapeHtml(url)}">Open Ringdown</a></p>`;
    return { subject: `[Ringdown] ${title}`, text: `${title}\n\n${text}\n${url}`, html };
  }
  const incident = said;
  const { number, source, because, resolvedBy, madeResponder } = incident;
  const title = titleOf(incident);
  const facts = [
    ...(rating(incident) ? [['Rating', rating(incident)]] : []),
    ...(source ? [['Source', source]] : []),
    ['Why you', because],
  ] as const;
  const links = [...(resolvedBy === null ? urls.acts : []), { text: 'Open the incident', url: urls.console }];
  // One subject for all of an incident: mail programs thread by it too.
  const subject = `[Ringdown #${number}] ${title}`;
  const news = madeResponder ? `${wasAdded(number)}: ` : '';
  const headline = resolvedBy === null ? `${news}${title}` : `Resolved by ${resolvedBy}: ${title}`;
  return {
    subject,
    text: [
      `${headline}\n`,
      ...facts.map(([label, value]) => `${label}: ${value}`),
      '',
      ...links.map(({ text, url }) => `${text}: ${url}`),
    ].join('\n'),
    html:
      `<h2>${escapeHtml(headline)}</h2><p>${facts.map(([label, value]) => `${escapeHtml(label ?? '')}: ${escapeHtml(value ?? '')}`).join('<br>')}</p>` +
      `<p>${links.map(({ text, url }) => `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`).join(' &middot; ')}</p>`,
  };
}
