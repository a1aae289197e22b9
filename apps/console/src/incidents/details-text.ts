/** A monitor's body as text: a string as it came, JSON with its lines broken, nothing as an empty string. */
export function detailsText(details: unknown): string {
  if (details === null || details === undefined) return '';
  return typeof details === 'string' ? details : JSON.stringify(details, null, 2);
}
