import { depthOf, DomainError } from '@ringdown/kernel';
import { hasOwnField, howTo, type JsonObject, ownFields, type SentBody } from '../bytes/read-body.js';
import type { FormFields } from '../bytes/read-form.js';
import { isKnownSenders, readAsKnownSender } from '../senders/known-senders.js';
import type { ReadPush } from './push-event.js';
import { readOwnForm, readOwnJson } from './read-own-fields.js';
import { maxDepth } from './storable.js';
import { listed, quoted } from './words.js';

/**
 * The body of a known sender is read as that sender's, whatever of our fields it has; any other by our fields.
 * @throws DomainError `invalid` for what cannot be passed on at all.
 */
export function readPush(sent: SentBody): ReadPush {
  const read = sent.kind === 'json' ? readJson(sent.json) : readForm(sent.fields);
  const { warnings } = sent;
  if (warnings.length === 0) return read;
  return {
    events: read.events.map((event) => ({ ...event, warnings: [...warnings, ...event.warnings] })),
    warnings: [...warnings, ...read.warnings],
  };
}

function readJson(json: JsonObject): ReadPush {
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

function readForm(fields: FormFields): ReadPush {
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
function payloadOf(text: string): ReadPush | null {
  const value = objectOf(text);
  return value && (hasOwnField(value) || isKnownSenders(value)) ? readJson({ text, value }) : null;
}

function objectOf(text: string): JsonObject['value'] | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject['value']) : null;
  } catch {
    return null;
  }
}
