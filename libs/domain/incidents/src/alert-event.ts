/** A page of the sender's that says more of an incident. */
export interface IncidentLink {
  readonly text: string;
  readonly href: string;
}

export type Severity = 'sev1' | 'sev2' | 'sev3';

export type Priority = 'p1' | 'p2' | 'p3' | 'p4' | 'p5';

/** What a monitor reported and ingest accepted. `title` is '' where the monitor gave none; `warnings` name what was left out. */
export interface AlertEvent {
  readonly id: string;
  readonly integrationId: string;
  readonly title: string;
  /** The sender's own de-duplication key, which groups in place of the title; null where it has none. */
  readonly key: string | null;
  /** JSON text, as it was written; null where there was none. */
  readonly body: string | null;
  readonly severity: Severity | null;
  readonly priority: Priority | null;
  /** `note`: all that there is is a note. */
  readonly status: 'trigger' | 'acknowledge' | 'resolve' | 'note';
  /** What somebody wrote to it at the sender's. */
  readonly note?: string;
  /** The incident that is meant, where the sender knows it by its number; in place of key and title. */
  readonly incidentNumber?: number;
  /** Pages that the body does not hold. */
  readonly links?: readonly IncidentLink[];
  readonly warnings: readonly string[];
  readonly acceptedAt: Date;
}

/**
 * A title as titles are compared and shown: trimmed, white space within it one blank, in NFC. '' where it says nothing.
 * `Disk full\n` and `Disk full` are one, and so is `Café` however its accent is encoded.
 */
export const tidyTitle = (title: string): string => title.normalize('NFC').replace(/\s+/g, ' ').trim();

/** What an alert is grouped by within its integration: its sender's key, or else its title; '' is never grouped. */
export const groupOf = ({ key, title }: { readonly key: string | null; readonly title: string }): string =>
  key || tidyTitle(title);

/** Two groups with equal keys belong to one incident. An id holds no line break, so no other pair makes the same key. */
export function groupKey(integrationId: string, group: string): string {
  return `${integrationId}\n${group}`;
}
