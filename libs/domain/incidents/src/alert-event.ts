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
  readonly status: 'trigger' | 'acknowledge' | 'resolve';
  readonly warnings: readonly string[];
  readonly acceptedAt: Date;
}
