import { indentedJson } from '@ringdown/kernel';

/** A monitor's body as text, from its compact JSON: a string as it came, JSON with its lines broken, nothing as an empty string. */
export function detailsText(json: string): string {
  if (json === 'null') return '';
  return json.startsWith('"') ? (JSON.parse(json) as string) : indentedJson(json);
}
