/** JSON may hold what a Postgres text cannot: NUL, and halves of surrogate pairs. They become U+FFFD. */
const notText = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const everyNotText = new RegExp(notText, 'g');

/** Levels of arrays and objects: far above any monitor's, far below what Postgres and JSON.stringify can take. */
export const maxDepth = 200;

export function isNestedTooDeeply(value: unknown, allowed: number = maxDepth): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (allowed === 0) return true;
  return Object.values(value).some((inner) => isNestedTooDeeply(inner, allowed - 1));
}

/** Not for what is nested too deeply. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !notText.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner));
}

export const toStorableText = (text: string): string => text.replace(everyNotText, '\ufffd');

/** A copy in which every text, also a key, can be stored. */
export function toStorable(value: unknown): unknown {
  if (typeof value === 'string') return toStorableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(toStorable);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [toStorableText(key), toStorable(inner)]));
}
