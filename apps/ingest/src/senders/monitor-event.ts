import type { Priority, Severity } from '@ringdown/contracts';
import { tidyTitle } from '@ringdown/domain-incidents';
import { type CarriedJson, carryJson, compactJson, isSpacedOut } from '@ringdown/kernel';
import type { JsonObject } from '../bytes/index.js';
import { type AlertStatus, toStorableText } from './words.js';

/** One event of a monitor, as it is passed on. */
export interface MonitorEvent {
  /** '' where it gave none. */
  readonly title: string;
  /** The sender's own de-duplication key; it groups in place of the title. */
  readonly key: string | null;
  readonly body: CarriedJson;
  readonly severity: Severity | null;
  readonly priority: Priority | null;
  readonly status: AlertStatus;
  readonly warnings: readonly string[];
}

/** What one body holds. */
export interface ReadEvents {
  /** None where a known sender reports what is no alert. */
  readonly events: readonly MonitorEvent[];
  /** For whoever sends: what was left out or guessed. The events carry theirs themselves. */
  readonly warnings: readonly string[];
}

/** What a sender's body holds, as its reader answers it. */
export interface SenderReading {
  /** None where it reports what is no alert. */
  readonly events: readonly MonitorEvent[];
  /** About the body as a whole; the events carry their own. */
  readonly warnings?: readonly string[];
}

/** A monitor whose own body is known by its marks. */
export interface Sender {
  readonly name: string;
  isMarked(body: JsonObject['value']): boolean;
  /** @throws whatever, where the body is not what this sender sends: it is then passed on as it is. */
  read(body: JsonObject): SenderReading;
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
