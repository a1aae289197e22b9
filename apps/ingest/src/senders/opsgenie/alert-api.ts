import { DomainError } from '@ringdown/kernel';
import type { JsonObject, SentBody } from '../../bytes/index.js';
import { carriedBody, type MonitorEvent, readTitle, type SenderReading, unreadEvent } from '../monitor-event.js';
import { isAbsent, priorityOf, quoted, textOf, toStorableText } from '../words.js';
import type { AlertRequest } from './alert-request.js';

/**
 * Refuses what means nothing, and is no alert that could be lost.
 * @throws DomainError `invalid` for a note without text, and a tiny id that is no number.
 */
export function assertMeaningful(request: AlertRequest, sent: SentBody): void {
  if (request.kind !== 'change') return;
  const { key, incidentNumber } = request.alert;
  if (key === null && incidentNumber === undefined) {
    throw new DomainError('invalid', 'The tiny id of an alert is the number of its incident, such as 142.');
  }
  const { note }: JsonObject['value'] = sent.kind === 'json' ? sent.json.value : sent.fields;
  if (request.action === 'AddNote' && textOf(note) === '') throw new DomainError('invalid', 'note can not be empty.');
}

/** The alias of an alert that is created; '' where it has none, and gets a key of ours. */
export const aliasOf = (sent: SentBody): string =>
  readTitle(textOf(sent.kind === 'json' ? sent.json.value.alias : sent.fields.alias), []);

/** What a request to the alert API holds (https://docs.opsgenie.com/docs/alert-api). */
export function readAlertRequest(request: AlertRequest, sent: JsonObject): SenderReading {
  switch (request.kind) {
    case 'create':
      return { events: [readCreated(sent)] };
    case 'change':
      return { events: [readChange(request, sent)] };
    case 'unsupported':
      return { events: [], warnings: [`${request.action} changes nothing here.`] };
    case 'state':
    case 'wrong method':
      return { events: [] };
  }
}

/** An alias is its key; without one it has none yet. */
function readCreated(sent: JsonObject): MonitorEvent {
  const { value, text } = sent;
  const warnings: string[] = [];
  const key = readTitle(wordsOf('alias', value.alias, warnings), warnings) || null;
  const title = readTitle(titleOf(value, warnings), warnings);
  const priority = priorityOf(value.priority);
  if (priority === null && !isAbsent(value.priority)) {
    warnings.push(`priority: expected P1, P2, P3, P4 or P5, got ${quoted(value.priority)}`);
  }
  const written = noteOf(value);
  if (title !== '') {
    const body = carriedBody(text, value, warnings);
    return { title, key, body, severity: null, priority, status: 'trigger', warnings, ...written };
  }
  const fault = 'The alert has neither a message nor a description: the incident has all that was sent as its details.';
  const unread = unreadEvent(text, value, { sender: 'Opsgenie', fault });
  return { ...unread, key: key ?? unread.key, priority, warnings: [...unread.warnings, ...warnings], ...written };
}

/** The message, or else the first line of what describes it. */
function titleOf({ message, description }: JsonObject['value'], warnings: string[]): string {
  const given = wordsOf('message', message, warnings);
  if (given !== '') return given;
  const [line = ''] = textOf(description).split(/\r?\n/, 1);
  if (line !== '') warnings.push('message: there is none; the first line of the description is the title');
  return line;
}

const statuses = { Close: 'resolve', Acknowledge: 'acknowledge', AddNote: 'note' } as const;

function readChange({ action, alert }: AlertRequest & { kind: 'change' }, { text, value }: JsonObject): MonitorEvent {
  const warnings: string[] = [];
  return {
    title: '',
    ...alert,
    body: carriedBody(text, value, warnings),
    severity: null,
    priority: null,
    status: statuses[action],
    warnings,
    ...noteOf(value),
  };
}

/** With the name of who wrote it, where that is told. */
function noteOf({ note, user }: JsonObject['value']): { readonly note?: string } {
  const words = toStorableText(textOf(note));
  if (words === '') return {};
  const name = readTitle(textOf(user), []);
  return { note: name === '' ? words : `${name}: ${words}` };
}

/** '' for what is no text, with a warning. */
function wordsOf(field: string, given: unknown, warnings: string[]): string {
  const words = textOf(given);
  if (words === '' && !isAbsent(given)) warnings.push(`${field}: expected a text, got ${quoted(given)}`);
  return words;
}
