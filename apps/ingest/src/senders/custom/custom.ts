import type { CompiledMapping, MappedFields } from '@ringdown/domain-mapping';
import { type CarriedJson, depthOf } from '@ringdown/kernel';
import { maxDepth, type SentBody } from '../../bytes/index.js';
import {
  carriedBody,
  type MonitorEvent,
  type ReadEvents,
  readTitle,
  type SentHeaders,
  unreadEvent,
} from '../monitor-event.js';
import { isAbsent, priorityOf, quoted, readStatus, severityOf } from '../words.js';

/** A body of whatever shape, by the templates of its integration; a template that fails costs its field, never the event. */
export function readMapped(sent: SentBody, mapping: CompiledMapping, headers: SentHeaders): ReadEvents {
  const { text, value } = sent.kind === 'json' ? sent.json : { text: JSON.stringify(sent.fields), value: sent.fields };
  const fields = mapping.render(withLongNumbers(text, value), headers);
  const warnings = [...sent.warnings, ...fields.faults.map((fault) => `mapping: ${fault}`)];
  const event = { ...eventOf(fields, { text, value }, warnings), links: fields.links };
  return { readAs: 'custom', events: [event], warnings: event.warnings };
}

interface Written {
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
}

function eventOf(fields: MappedFields, { text, value }: Written, warnings: string[]): MonitorEvent {
  const words = {
    severity: wordOr('severity', fields.severity, severityOf, warnings),
    priority: wordOr('priority', fields.priority, priorityOf, warnings),
    status: readStatus(fields.status, warnings),
  };
  const title = readTitle(fields.title, warnings);
  const key = readTitle(fields.key, warnings) || null;
  if (title === '') {
    const fault = 'The mapping gave no title: the incident has all that was sent as its details.';
    const unread = unreadEvent(text, value, { sender: 'a monitor', fault });
    return { ...unread, ...words, key: key ?? unread.key, warnings: [...warnings, ...unread.warnings] };
  }
  return { title, key, body: bodyOf(fields.body, { text, value }, warnings), ...words, warnings };
}

/** All that was sent, where the mapping says nothing else. */
function bodyOf(mapped: string | null, { text, value }: Written, warnings: string[]): CarriedJson {
  if (mapped === null) return carriedBody(text, value, warnings);
  const json = jsonOf(mapped);
  return json === undefined
    ? carriedBody(JSON.stringify(mapped), mapped, warnings)
    : carriedBody(mapped, json, warnings);
}

function jsonOf(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && depthOf(text) <= maxDepth ? value : undefined;
  } catch {
    return undefined;
  }
}

function wordOr<T>(field: string, word: string, read: (word: string) => T | null, warnings: string[]): T | null {
  if (isAbsent(word)) return null;
  const found = read(word);
  if (found === null) warnings.push(`${field}: ${quoted(word.trim())} is none that is known here; it was left out`);
  return found;
}

const longNumber = /\d{16}/;
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A number that JavaScript would change, such as a 64-bit id, is a text to the templates. */
function withLongNumbers(text: string, value: Written['value']): unknown {
  if (!longNumber.test(text)) return value;
  const kept = text.replace(stringOrNumber, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : `"${token}"`,
  );
  return JSON.parse(kept) as unknown;
}
