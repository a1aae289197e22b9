import { toStorableText } from './storable.js';

export const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** A word as words are compared; '' for what is none. */
export const normal = (value: unknown): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');

/** `a, b or c` */
export const listed = (values: readonly string[]): string =>
  values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

const quotedLength = 100;

/** For a warning: as JSON, cut where it is long. */
export function quoted(value: unknown): string {
  const json = toStorableText(JSON.stringify(value));
  return json.length > quotedLength ? `${toStorableText(json.slice(0, quotedLength))}…` : json;
}
