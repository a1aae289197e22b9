/**
 * A title as titles are compared and shown: trimmed, white space within it one blank, in NFC. '' where it says nothing.
 * `Disk full\n` and `Disk full` are one, and so is `Café` however its accent is encoded.
 */
export const tidyTitle = (title: string): string => title.normalize('NFC').replace(/\s+/g, ' ').trim();

/** What an alert is grouped by within its integration: its sender's key, or else its title; '' is never grouped. */
export const groupOf = ({ key, title }: { readonly key: string | null; readonly title: string }): string =>
  key || tidyTitle(title);

/** Two groups with equal keys are about one thing. An id holds no line break, so no other pair makes the same key. */
export function groupKey(integrationId: string, group: string): string {
  return `${integrationId}\n${group}`;
}
