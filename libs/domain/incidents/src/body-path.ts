import { itemsOf, membersOf } from '@ringdown/kernel';

/**
 * The value at a path of a JSON text, as it was written: `labels.host`, `alerts.0.name`. A string is its content, a number its
 * digits (64-bit ids keep theirs), an object or an array its JSON. Null where there is nothing, or a null.
 */
export function valueAt(json: string, path: readonly string[]): string | null {
  let value: string | undefined = json.trim();
  for (const key of path) {
    if (value.startsWith('{')) value = membersOf(value).get(key);
    else if (value.startsWith('[')) value = /^\d{1,6}$/.test(key) ? itemsOf(value)[Number(key)] : undefined;
    else return null;
    if (value === undefined) return null;
  }
  if (value === 'null') return null;
  return value.startsWith('"') ? (JSON.parse(value) as string) : value;
}
