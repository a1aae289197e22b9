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
  readonly text: string;
  readonly isLink: boolean;
}

/** A text cut at its web addresses; a full stop or bracket that ends the sentence is no part of the address. */
export function textParts(text: string): readonly TextPart[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
    .map((part, index) => ({ text: part, isLink: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}
