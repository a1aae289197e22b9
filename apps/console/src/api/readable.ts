import { toPlainText } from '@ringdown/kernel';

/**
 * An answer of the API as people can read it: nothing invisible in any text or key, so no page can forget it. Done here, once,
 * because names and titles stand on every page.
 */
export function readable<Value>(value: Value): Value {
  if (typeof value === 'string') return toPlainText(value) as Value;
  if (Array.isArray(value)) return value.map(readable) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [toPlainText(key), readable(inner)])) as Value;
}
