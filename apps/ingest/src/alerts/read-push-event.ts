import { priorities, type Priority, severities, type Severity } from '@ringdown/contracts';
import { isNestedTooDeeply, isStorable, maxDepth, toStorable, toStorableText } from './storable.js';

/** What a monitor said, as it is passed on. `title` is '' where it gave none. */
export interface PushEvent {
  readonly title: string;
  readonly body: unknown;
  readonly severity: Severity | null;
  readonly priority: Priority | null;
  readonly status: 'trigger' | 'resolve';
}

/** `refused` only for what cannot be passed on at all; a bad optional field is left out with a warning. */
export type PushReading =
  | { readonly kind: 'read'; readonly event: PushEvent; readonly warnings: readonly string[] }
  | { readonly kind: 'refused'; readonly detail: string };

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';

export function readPushEvent(fields: Readonly<Record<string, unknown>>): PushReading {
  const { title, body = null } = fields;
  if (typeof title === 'object' && title !== null) return refused('Send title as a string.');
  if (isNestedTooDeeply(body)) return refused(`Send a body of at most ${maxDepth} levels of nesting.`);
  const warnings: string[] = [];
  const event: PushEvent = {
    title: readText(isAbsent(title) ? '' : String(title), warnings),
    body: readBody(body, warnings),
    severity: readOneOf('severity', severities, fields.severity, warnings),
    priority: readOneOf('priority', priorities, fields.priority, warnings),
    status: readStatus(fields.status, warnings),
  };
  return { kind: 'read', event, warnings };
}

const refused = (detail: string): PushReading => ({ kind: 'refused', detail });

function readText(title: string, warnings: string[]): string {
  if (isStorable(title)) return title;
  warnings.push('title: characters that are not text were replaced');
  return toStorableText(title);
}

function readBody(body: unknown, warnings: string[]): unknown {
  if (isStorable(body)) return body;
  warnings.push('body: characters that are not text were replaced');
  return toStorable(body);
}

function readOneOf<T extends string>(field: string, known: readonly T[], given: unknown, warnings: string[]): T | null {
  if (isAbsent(given)) return null;
  const found = known.find((one) => one === normal(given));
  if (found === undefined) warnings.push(`${field}: expected ${listed(known)}, got ${quoted(given)}`);
  return found ?? null;
}

function readStatus(given: unknown, warnings: string[]): 'trigger' | 'resolve' {
  const status = isAbsent(given) ? 'trigger' : normal(given);
  if (status === 'resolve' || status === 'resolved') return 'resolve';
  if (status !== 'trigger') warnings.push(`status: expected trigger or resolve, got ${quoted(given)}`);
  return 'trigger';
}

const normal = (value: unknown): unknown => (typeof value === 'string' ? value.trim().toLowerCase() : value);

/** `a, b or c` */
const listed = (values: readonly string[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

const quotedLength = 100;

function quoted(value: unknown): string {
  const json = isNestedTooDeeply(value) ? 'a deeply nested value' : JSON.stringify(toStorable(value));
  return json.length > quotedLength ? `${toStorableText(json.slice(0, quotedLength))}…` : json;
}
