import { priorities, severities } from '@ringdown/contracts';
import { type CarriedJson, depthOf, DomainError, membersOf } from '@ringdown/kernel';
import { type FormFields, hasOwnField, howTo, type JsonObject, ownFields, type SentBody } from '../../bytes/index.js';
import { isOfKnownSender, readAsKnownSender } from '../known-senders.js';
import { carriedBody, isPlain, type MonitorEvent, noBody, type ReadEvents, readTitle } from '../monitor-event.js';
import { isAbsent, listed, maxDepth, normal, quoted, readStatus } from '../words.js';

/**
 * The body of a known sender is read as that sender's, whatever of our fields it has; any other by our fields.
 * @throws DomainError `invalid` for what cannot be passed on at all.
 */
export function readPush(sent: SentBody): ReadEvents {
  const read = sent.kind === 'json' ? readJson(sent.json) : readForm(sent.fields);
  const { warnings } = sent;
  if (warnings.length === 0) return read;
  return {
    events: read.events.map((event) => ({ ...event, warnings: [...warnings, ...event.warnings] })),
    warnings: [...warnings, ...read.warnings],
  };
}

function readJson(json: JsonObject): ReadEvents {
  // the object itself is a level above its body; a level takes two characters at least
  const levels = maxDepth + 1;
  if (json.text.length > 2 * levels && depthOf(json.text) > levels) {
    throw new DomainError('invalid', `Send a body of at most ${maxDepth} levels of nesting.`);
  }
  const known = readAsKnownSender(json);
  if (known) return known;
  const event = readOwnJson(json);
  return { events: [event], warnings: event.warnings };
}

function readForm(fields: FormFields): ReadEvents {
  if (hasOwnField(fields)) {
    const event = readOwnForm(fields);
    return { events: [event], warnings: event.warnings };
  }
  const payload = fields.payload === undefined ? null : payloadOf(fields.payload);
  if (payload) return payload;
  const names = Object.keys(fields)
    .slice(0, 20)
    .map((name) => quoted(name));
  const came = names.length > 0 ? `it has ${names.join(', ')}` : 'it has no fields';
  throw new DomainError('invalid', `The form has none of ${listed(ownFields)}; ${came}. ${howTo}`);
}

/** The JSON that some senders put into a form, where it is known or has our fields. */
function payloadOf(text: string): ReadEvents | null {
  const value = objectOf(text);
  return value && (hasOwnField(value) || isOfKnownSender(value)) ? readJson({ text, value }) : null;
}

function objectOf(text: string): JsonObject['value'] | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject['value']) : null;
  } catch {
    return null;
  }
}

/**
 * A JSON object with our fields; a bad optional one is left out with a warning. One that has none of them is an incident all
 * the same: without a title, with the whole object as its details.
 * @throws DomainError `invalid` for a title that is an object or an array.
 */
function readOwnJson(sent: JsonObject): MonitorEvent {
  const { value, text } = sent;
  const warnings: string[] = [];
  if (!hasOwnField(value)) {
    const body = carriedBody(text, value, warnings);
    const sentence = `None of ${listed(ownFields)} is in the body: the incident has no title, and the whole body as its details.`;
    return { ...noFields, body, warnings: [sentence, ...warnings] };
  }
  // most monitors write it so, and cutting it up costs as much as all the rest
  const isAsParsed = isPlain(text, value);
  const written = isAsParsed ? null : membersOf(text);
  return {
    ...noFields,
    title: readTitle(titleOf(value.title, written?.get('title')), warnings),
    body: isAsParsed
      ? { value: value.body ?? null, text: undefined }
      : bodyOf(value.body, written?.get('body'), warnings),
    ...readWords(value, warnings),
    warnings,
  };
}

/** A form with our fields. */
function readOwnForm(fields: FormFields): MonitorEvent {
  const warnings: string[] = [];
  const title = readTitle(fields.title ?? '', warnings);
  return {
    ...noFields,
    title,
    body: bodyOf(fields.body, undefined, warnings),
    ...readWords(fields, warnings),
    warnings,
  };
}

const noFields: MonitorEvent = {
  title: '',
  key: null,
  body: noBody,
  severity: null,
  priority: null,
  status: 'trigger',
  warnings: [],
};

/** A number as it is written: two long ones may be the same to JavaScript. */
function titleOf(title: unknown, written: string | undefined): string {
  if (typeof title === 'object' && title !== null) throw new DomainError('invalid', 'Send title as a string.');
  if (typeof title === 'number') return written ?? String(title);
  return isAbsent(title) ? '' : String(title);
}

function bodyOf(body: unknown, written: string | undefined, warnings: string[]): CarriedJson {
  if (body === undefined || body === null) return noBody;
  return carriedBody(written ?? JSON.stringify(body), body, warnings);
}

const readWords = (fields: Readonly<Record<string, unknown>>, warnings: string[]) => ({
  severity: readOneOf('severity', severities, fields.severity, warnings),
  priority: readOneOf('priority', priorities, fields.priority, warnings),
  status: readStatus(fields.status, warnings),
});

function readOneOf<T extends string>(field: string, known: readonly T[], given: unknown, warnings: string[]): T | null {
  if (isAbsent(given)) return null;
  const found = known.find((one) => one === normal(given));
  if (found === undefined) warnings.push(`${field}: expected ${listed(known)}, got ${quoted(given)}`);
  return found ?? null;
}
