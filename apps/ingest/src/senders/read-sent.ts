import type { IntegrationType } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import {
  type FormFields,
  hasOwnField,
  howTo,
  isTooDeep,
  type JsonObject,
  ownFields,
  type SentBody,
  tooDeep,
} from '../bytes/index.js';
import { readAs, senderOf, senders } from './known-senders.js';
import type { MonitorEvent, ReadEvents, Sender, SentHeaders } from './monitor-event.js';
import { readOwnForm, readOwnJson } from './push-events/own-fields.js';
import { listed, quoted, textOf } from './words.js';

/** Whose body it should be, as the address says; null where any may come. */
export interface Expected {
  readonly type: IntegrationType | null;
  readonly headers: SentHeaders;
}

export const fromAnybody: Expected = { type: null, headers: {} };

/**
 * A body that has the marks of a known sender is read as that sender's, wherever it was sent and whatever of our fields it has; at
 * the address of a sender any other body as that one's; else by our fields.
 * @throws DomainError `invalid` for what cannot be passed on at all.
 */
export function readSent(sent: SentBody, expected: Expected = fromAnybody): ReadEvents {
  const read = sent.kind === 'json' ? readJson(sent.json, expected) : readForm(sent.fields, expected);
  const { warnings } = sent;
  if (warnings.length === 0) return read;
  return {
    readAs: read.readAs,
    events: read.events.map((event) => ({ ...event, warnings: [...warnings, ...event.warnings] })),
    warnings: [...warnings, ...read.warnings],
  };
}

function readJson(json: JsonObject, { type, headers }: Expected): ReadEvents {
  const wanted = type === null ? undefined : senders.find((sender) => sender.type === type);
  const marked = wanted?.isMarked(json.value, headers) ? wanted : senderOf(json.value, headers);
  if (marked) return readAs(marked, json, headers);
  if (wanted && !(hasOwnTitle(json) && !canRead(wanted, json, headers))) return readAs(wanted, json, headers);
  return ofOurs(readOwnJson(json));
}

/** Without one, our fields would make an incident that says nothing. */
const hasOwnTitle = ({ value }: JsonObject): boolean => hasOwnField(value) && textOf(value.title) !== '';

function canRead(sender: Sender, json: JsonObject, headers: SentHeaders): boolean {
  try {
    sender.read(json, headers);
    return true;
  } catch {
    return false;
  }
}

const ofOurs = (event: MonitorEvent): ReadEvents => ({
  readAs: 'webhook',
  events: [event],
  warnings: event.warnings,
});

function readForm(fields: FormFields, expected: Expected): ReadEvents {
  const isExpected = expected.type !== null && expected.type !== 'webhook';
  const payload = ['payload', 'data'].flatMap((name) => payloadOf(fields[name], isExpected) ?? [])[0];
  if (payload && !hasOwnField(fields)) {
    if (isTooDeep(payload.text)) throw tooDeep();
    return readJson(payload, expected);
  }
  if (hasOwnField(fields)) return ofOurs(readOwnForm(fields));
  const names = Object.keys(fields)
    .slice(0, 20)
    .map((name) => quoted(name));
  const came = names.length > 0 ? `it has ${names.join(', ')}` : 'it has no fields';
  throw new DomainError('invalid', `The form has none of ${listed(ownFields)}; ${came}. ${howTo}`);
}

/** The JSON that some senders put into a form, where it is known or has our fields. */
function payloadOf(text: string | undefined, isExpected: boolean): JsonObject | null {
  const value = text === undefined ? null : objectOf(text);
  if (text === undefined || !value) return null;
  return isExpected || hasOwnField(value) || senderOf(value, {}) ? { text, value } : null;
}

function objectOf(text: string): JsonObject['value'] | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject['value']) : null;
  } catch {
    return null;
  }
}
