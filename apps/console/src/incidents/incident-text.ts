import type { CallPayload } from '@ringdown/contracts';
import { indentedJson, toPlainText } from '@ringdown/kernel';

/**
 * A monitor's body as text, from its compact JSON: a string as it came, JSON with its lines broken, nothing as an empty string.
 * The JSON was made readable as a text, where `\u202e` is six visible characters; in the string that it spells it is not.
 */
export function detailsText(json: string): string {
  if (json === 'null') return '';
  return json.startsWith('"') ? toPlainText(JSON.parse(json) as string) : indentedJson(json);
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The details of a call incident, recognised by the fields that every call payload has; null for anything else. */
export function asCallPayload(details: unknown): CallPayload | null {
  if (!isObject(details) || !isObject(details.details)) return null;
  const { callId, call, caller, liveCallRouting } = details.details;
  const isCall = typeof callId === 'string' && isObject(call) && isObject(caller) && isObject(liveCallRouting);
  return isCall ? (details as CallPayload) : null;
}

interface TextPart {
  readonly kind: 'text' | 'link' | 'instant';
  readonly text: string;
}

/**
 * A text cut at its web addresses and at instants as the API writes them; a full stop or bracket that ends the sentence is no part of
 * an address.
 */
export function textParts(text: string): readonly TextPart[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]|\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)/)
    .map((part, index): TextPart => {
      if (index % 2 === 0) return { kind: 'text', text: part };
      return { kind: part.startsWith('http') ? 'link' : 'instant', text: part };
    })
    .filter((part) => part.text !== '');
}
