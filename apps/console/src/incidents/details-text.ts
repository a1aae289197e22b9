import { indentedJson, toPlainText } from '@ringdown/kernel';

/**
 * A monitor's body as text, from its compact JSON: a string as it came, JSON with its lines broken, nothing as an empty string.
 * The JSON was made readable as a text, where `\u202e` is six visible characters; in the string that it spells it is not.
 */
export function detailsText(json: string): string {
  if (json === 'null') return '';
  return json.startsWith('"') ? toPlainText(JSON.parse(json) as string) : indentedJson(json);
}
