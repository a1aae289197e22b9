import type { IncidentLink, Priority, Severity } from './alert-event.js';
import type { IncidentStatus } from './change-status.js';
import type { Flapping } from './flapping.js';

/** An incident that was there before the batch; `status` is never "resolved" as long as it is open. */
export interface OpenIncident {
  readonly incidentId: string;
  readonly status: IncidentStatus;
  readonly occurrences: number;
  /** How long it has to be quiet until it closes after a recovery, where it flaps; else null. */
  readonly quietMinutes: number | null;
  /** When it will have been quiet for so long, where it has recovered. */
  readonly quietAt: Date | null;
}

/** The incident that a change is about: a stored one, or the one that an earlier `open` of the same batch names by `ref`. */
export type IncidentTarget =
  { readonly kind: 'stored'; readonly incidentId: string } | { readonly kind: 'opened'; readonly ref: string };

/** A new incident with the first event's body, severity and priority. `ref` is that event's id. */
export interface OpenChange {
  readonly kind: 'open';
  readonly ref: string;
  readonly integrationId: string;
  readonly title: string;
  /** What further alerts are grouped with it by; '' where nothing is. */
  readonly group: string;
  readonly body: string | null;
  readonly links: readonly IncidentLink[];
  readonly severity: Severity | null;
  readonly priority: Priority | null;
  readonly occurrences: number;
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
  readonly flapping: Flapping | null;
  readonly warnings: readonly string[];
}

/** A stored incident was seen `added` times more, `occurrences` in all. */
export interface RepeatChange {
  readonly kind: 'repeat';
  readonly incidentId: string;
  readonly integrationId: string;
  readonly added: number;
  readonly occurrences: number;
  readonly lastSeenAt: Date;
  readonly warnings: readonly string[];
}

/** The monitor says that somebody looks after it: once, however often the monitor says it. */
export interface AcknowledgeChange {
  readonly kind: 'acknowledge';
  readonly target: IncidentTarget;
  readonly at: Date;
  readonly warnings: readonly string[];
  /** The alert rule that does it; without it the monitor does. */
  readonly rule?: string;
}

export interface ResolveChange {
  readonly kind: 'resolve';
  readonly target: IncidentTarget;
  readonly at: Date;
  readonly warnings: readonly string[];
  readonly rule?: string;
  /** Nobody did: it was flapping, and so long nothing came. */
  readonly quietMinutes?: number;
}

/** The monitor says of a flapping incident, the last time at `at`, that it has recovered: which does not close it. */
export interface RecoverChange {
  readonly kind: 'recover';
  readonly target: IncidentTarget;
  readonly at: Date;
  /** It was seen again since. */
  readonly firesAgain: boolean;
  readonly quietMinutes: number;
  readonly warnings: readonly string[];
}

/** Somebody at the sender's wrote something down. */
export interface NoteChange {
  readonly kind: 'note';
  readonly target: IncidentTarget;
  readonly at: Date;
  readonly text: string;
  readonly warnings: readonly string[];
}

export type IncidentChange = OpenChange | RepeatChange | AcknowledgeChange | RecoverChange | ResolveChange | NoteChange;
