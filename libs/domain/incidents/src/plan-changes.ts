import type { IncidentStatus } from './change-status.js';

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

/** An incident that was there before the batch; `status` is never "resolved" as long as it is open. */
export interface OpenIncident {
  readonly incidentId: string;
  readonly status: IncidentStatus;
  readonly occurrences: number;
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
  readonly severity: Severity | null;
  readonly priority: Priority | null;
  readonly occurrences: number;
  readonly openedAt: Date;
  readonly lastSeenAt: Date;
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
}

export type IncidentChange = OpenChange | RepeatChange | AcknowledgeChange | ResolveChange;

/** An event that has an effect, and the incident that it is about, this time counted in. */
export interface PlannedEvent {
  readonly event: AlertEvent;
  readonly target: IncidentTarget;
  readonly effect: 'opened' | 'repeated' | 'acknowledged' | 'resolved';
  readonly occurrences: number;
}

/** Hears of each such event, in order, and answers by which alert rule a trigger acknowledges or resolves its incident at once. */
export type OnPlanned = (planned: PlannedEvent) => {
  readonly acknowledgedBy: string | null;
  readonly resolvedBy: string | null;
};

type Seen = OpenChange | RepeatChange;

/** A group with an open incident at this point of the batch: stored and not seen yet, or seen by the change at `at` of the plan. */
type LiveGroup = { readonly acknowledged: boolean } & (
  | { readonly kind: 'stored'; readonly incident: OpenIncident }
  | { readonly kind: 'seen'; readonly at: number; readonly change: Seen }
);

/**
 * What a batch of accepted events does to incidents. `events` are in the order of acceptance, which is the order of the array:
 * the clocks of several instances disagree. `open` has every incident, by `groupKey`, that is open before the batch.
 * Triggers of one incident fold into the change of the first of them.
 */
export function planChanges(
  events: readonly AlertEvent[],
  open: ReadonlyMap<string, OpenIncident>,
  onPlanned: OnPlanned = () => nothingMore,
): readonly IncidentChange[] {
  const plan: IncidentChange[] = [];
  const live = new Map<string, LiveGroup>();
  for (const [key, incident] of open) {
    if (incident.status === 'resolved') continue;
    live.set(key, { kind: 'stored', incident, acknowledged: incident.status === 'acknowledged' });
  }
  for (const event of events) {
    if (groupOf(event) !== '') applyToGroup(event, plan, live, onPlanned);
    else if (event.status === 'trigger') applyAlone(event, plan, onPlanned);
  }
  return plan;
}

const nothingMore = { acknowledgedBy: null, resolvedBy: null } as const;

/** An alert that is grouped with no other. */
function applyAlone(event: AlertEvent, plan: IncidentChange[], onPlanned: OnPlanned): void {
  plan.push(opened(event));
  const target = { kind: 'opened', ref: event.id } as const;
  const { acknowledgedBy, resolvedBy } = onPlanned({ event, target, effect: 'opened', occurrences: 1 });
  const at = event.acceptedAt;
  if (resolvedBy !== null) plan.push({ kind: 'resolve', target, at, warnings: [], rule: resolvedBy });
  else if (acknowledgedBy !== null) plan.push({ kind: 'acknowledge', target, at, warnings: [], rule: acknowledgedBy });
}

function applyTrigger(
  event: AlertEvent,
  group: LiveGroup | undefined,
  plan: IncidentChange[],
  live: Map<string, LiveGroup>,
  onPlanned: OnPlanned,
): void {
  const key = groupKey(event.integrationId, groupOf(event));
  const change = group ? seenOnceMore(group, event) : opened(event);
  const at = group?.kind === 'seen' ? group.at : plan.length;
  plan[at] = change;
  const seen = { kind: 'seen', at, change, acknowledged: group?.acknowledged ?? false } as const;
  live.set(key, seen);
  const target = targetOf(seen);
  const effect = group ? 'repeated' : 'opened';
  const { acknowledgedBy, resolvedBy } = onPlanned({ event, target, effect, occurrences: change.occurrences });
  const done = { target, at: event.acceptedAt, warnings: [] };
  if (resolvedBy !== null) {
    plan.push({ kind: 'resolve', ...done, rule: resolvedBy });
    live.delete(key);
  } else if (acknowledgedBy !== null && !seen.acknowledged) {
    plan.push({ kind: 'acknowledge', ...done, rule: acknowledgedBy });
    live.set(key, { ...seen, acknowledged: true });
  }
}

function applyToGroup(
  event: AlertEvent,
  plan: IncidentChange[],
  live: Map<string, LiveGroup>,
  onPlanned: OnPlanned,
): void {
  const key = groupKey(event.integrationId, groupOf(event));
  const group = live.get(key);
  if (event.status === 'trigger') return applyTrigger(event, group, plan, live, onPlanned);
  if (!group || (event.status === 'acknowledge' && group.acknowledged)) return;
  const warnings = distinct(event.warnings);
  const target = targetOf(group);
  plan.push({ kind: event.status, target, at: event.acceptedAt, warnings });
  const { occurrences } = group.kind === 'stored' ? group.incident : group.change;
  onPlanned({ event, target, effect: event.status === 'resolve' ? 'resolved' : 'acknowledged', occurrences });
  if (event.status === 'resolve') live.delete(key);
  else live.set(key, { ...group, acknowledged: true });
}

function targetOf(group: LiveGroup): IncidentTarget {
  if (group.kind === 'stored') return { kind: 'stored', incidentId: group.incident.incidentId };
  const { change } = group;
  return change.kind === 'open'
    ? { kind: 'opened', ref: change.ref }
    : { kind: 'stored', incidentId: change.incidentId };
}

const opened = (event: AlertEvent): OpenChange => ({
  kind: 'open',
  ref: event.id,
  integrationId: event.integrationId,
  title: tidyTitle(event.title),
  group: groupOf(event),
  body: event.body,
  severity: event.severity,
  priority: event.priority,
  occurrences: 1,
  openedAt: event.acceptedAt,
  lastSeenAt: event.acceptedAt,
  warnings: distinct(event.warnings),
});

function seenOnceMore(group: LiveGroup, { integrationId, acceptedAt, warnings }: AlertEvent): Seen {
  if (group.kind === 'stored') {
    const { incidentId, occurrences } = group.incident;
    return {
      kind: 'repeat',
      incidentId,
      integrationId,
      added: 1,
      occurrences: occurrences + 1,
      lastSeenAt: acceptedAt,
      warnings: distinct(warnings),
    };
  }
  const { change } = group;
  const seen = {
    occurrences: change.occurrences + 1,
    lastSeenAt: acceptedAt > change.lastSeenAt ? acceptedAt : change.lastSeenAt,
    warnings: distinct([...change.warnings, ...warnings]),
  };
  return change.kind === 'repeat' ? { ...change, ...seen, added: change.added + 1 } : { ...change, ...seen };
}

/** Thousands of repeats of one malformed alert have one warning. */
const distinct = (warnings: readonly string[]): readonly string[] => [...new Set(warnings)];
