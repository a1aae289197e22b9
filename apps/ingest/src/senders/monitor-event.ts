import { createHash } from 'node:crypto';
import type { IntegrationType, Priority, Severity } from '@ringdown/contracts';
import { tidyTitle } from '@ringdown/domain-incidents';
import { type CarriedJson, carryJson, compactJson, isSpacedOut } from '@ringdown/kernel';
import type { JsonObject } from '../bytes/index.js';
import { type AlertStatus, toStorableText } from './words.js';

/** A page that says more of an alert. */
export interface AlertLink {
  readonly text: string;
  readonly href: string;
}

/** One event of a monitor, as it is passed on. */
export interface MonitorEvent {
  /** '' where it gave none. */
  readonly title: string;
  /** The sender's own de-duplication key; it groups in place of the title. */
  readonly key: string | null;
  readonly body: CarriedJson;
  readonly severity: Severity | null;
  readonly priority: Priority | null;
  readonly status: AlertStatus | 'note';
  readonly warnings: readonly string[];
  /** What somebody wrote to it at the sender's. */
  readonly note?: string;
  /** The incident that is meant, where the sender knows it by our number: in place of key and title. */
  readonly incidentNumber?: number;
  /** Pages other than those that `body` holds, which are found there. */
  readonly links?: readonly AlertLink[];
}

/** What one body holds. */
export interface ReadEvents {
  /** As whose it was read. */
  readonly readAs: IntegrationType;
  /** None where a known sender reports what is no alert. */
  readonly events: readonly MonitorEvent[];
  /** For whoever sends: what was left out or guessed. The events carry theirs themselves. */
  readonly warnings: readonly string[];
}

/** An alert that came without a key is an incident of its own, by the key that its sender is answered. */
export const keyedBy = (key: string, read: ReadEvents): ReadEvents => ({
  ...read,
  events: read.events.map((event) => ({ ...event, key })),
});

/** What a sender's body holds, as its reader answers it. */
export interface SenderReading {
  /** None where it reports what is no alert. */
  readonly events: readonly MonitorEvent[];
  /** About the body as a whole; the events carry their own. */
  readonly warnings?: readonly string[];
}

/** The headers of a request that readers look at, by their names in lower case. */
export type SentHeaders = Readonly<Record<string, string>>;

/**
 * Stands among the headers, as `POST /v2/alerts/42/close`, where the address says what the body does not: read again without it,
 * an event would mean something else. No request can have a header of this name.
 */
export const requestHeader = ':request';

/** A monitor that sends what it likes in its own way; each is a folder. */
export interface Sender {
  /** Also the last part of its address, `/<token>/<type>`. */
  readonly type: IntegrationType;
  readonly name: string;
  /** Whether a body is this sender's beyond doubt, wherever it was sent. */
  isMarked(body: JsonObject['value'], headers: SentHeaders): boolean;
  /** @throws Error with what is wrong, where the body is not what this sender sends: it is then passed on as it is. */
  read(body: JsonObject, headers: SentHeaders): SenderReading;
  /** What it sends when an alert begins or is over, for the test of an integration: one alert, always the same one. */
  sample(status: 'trigger' | 'resolve'): object;
}

export const hasBoth = (body: JsonObject['value'], one: string, other: string): boolean =>
  Object.hasOwn(body, one) && Object.hasOwn(body, other);

export const noBody: CarriedJson = { value: null, text: undefined };

/** A title or key as it is passed on; what is no text in it is replaced, with a warning. */
export function readTitle(title: string, warnings: string[]): string {
  const storable = toStorableText(title);
  if (storable !== title) warnings.push(`title: ${replaced}`);
  return tidyTitle(storable);
}

/** Nothing is lost in its value: it is written as `JSON.stringify` writes it, but for space, and holds only text. */
export const isPlain = (json: string, value: unknown): boolean =>
  !json.includes('\\u') && isSpacedOut(json, JSON.stringify(value));

/** A body with every number and key as it is written. `value` is what `JSON.parse` makes of `json`. */
export function carriedBody(json: string, value: unknown, warnings: string[]): CarriedJson {
  if (isPlain(json, value)) return { value, text: undefined };
  // JSON within the text of another may have halves of characters without an escape
  const written = toStorableText(json);
  let isChanged = written !== json;
  const compact = compactJson(written, (text) => {
    const storable = toStorableText(text);
    isChanged ||= storable !== text;
    return storable;
  });
  if (!isChanged) return carryJson(compact, value);
  warnings.push(`body: ${replaced}`);
  return carryJson(compact);
}

const replaced = 'characters that are not text were replaced';

/** What could not be read is passed on as it is: nothing is lost, and no incident is without a title. Equal ones are one incident. */
export function unreadEvent(
  text: string,
  value: unknown,
  { sender, fault }: { readonly sender: string; readonly fault: string },
): MonitorEvent {
  const warnings = [fault];
  const given = typeof value === 'object' && value !== null && 'title' in value ? value.title : '';
  const title = typeof given === 'string' ? readTitle(given, warnings) : '';
  return {
    title: title || `An event of ${sender} that could not be read`,
    key: title === '' ? `unread ${createHash('sha256').update(text).digest('hex')}` : null,
    body: carriedBody(text, value, warnings),
    severity: null,
    priority: null,
    status: 'trigger',
    warnings,
  };
}
