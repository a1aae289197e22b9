import type { AlertEvent } from './alert-event.js';
import { groupKey, groupOf, tidyTitle } from './group-key.js';
import type { IncidentChange, IncidentTarget, OpenChange, OpenIncident, RepeatChange } from './incident-change.js';

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
): readonly IncidentChange[] {
  const plan: IncidentChange[] = [];
  const live = new Map<string, LiveGroup>();
  for (const [key, incident] of open) {
    if (incident.status === 'resolved') continue;
    live.set(key, { kind: 'stored', incident, acknowledged: incident.status === 'acknowledged' });
  }
  for (const event of events) {
    if (groupOf(event) !== '') applyToGroup(event, plan, live);
    else if (event.status === 'trigger') plan.push(opened(event));
  }
  return plan;
}

function applyToGroup(event: AlertEvent, plan: IncidentChange[], live: Map<string, LiveGroup>): void {
  const key = groupKey(event.integrationId, groupOf(event));
  const group = live.get(key);
  if (event.status === 'trigger') {
    const change = group ? seenOnceMore(group, event) : opened(event);
    const at = group?.kind === 'seen' ? group.at : plan.length;
    plan[at] = change;
    live.set(key, { kind: 'seen', at, change, acknowledged: group?.acknowledged ?? false });
    return;
  }
  if (!group || (event.status === 'acknowledge' && group.acknowledged)) return;
  const warnings = distinct(event.warnings);
  plan.push({ kind: event.status, target: targetOf(group), at: event.acceptedAt, warnings });
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

function seenOnceMore(group: LiveGroup, { acceptedAt, warnings }: AlertEvent): Seen {
  if (group.kind === 'stored') {
    const { incidentId, occurrences } = group.incident;
    return {
      kind: 'repeat',
      incidentId,
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

/** Thousands of repeats of one malformed alert say one thing. */
const distinct = (warnings: readonly string[]): readonly string[] => [...new Set(warnings)];
