import { incidentEvents } from '@ringdown/contracts';
import {
  type AcknowledgeChange,
  flappingWords,
  type IncidentChange,
  type IncidentLink,
  isToldOccurrence,
  type NoteChange,
  type OpenChange,
  quietWords,
  type RecoverChange,
  recoveredWords,
  type RepeatChange,
  type ResolveChange,
} from '@ringdown/domain-incidents';
import { outboxEvent, type OutboxEvent } from '@ringdown/platform-messaging';
import {
  arrivedAt,
  type BegunFlapping,
  type IncidentConfiguration,
  incidentEventData,
  type IncidentRow,
  type OpeningRow,
  type Repeats,
  ringdown,
  type TimelineEntry,
} from '../incidents/index.js';

/** A planned change with the id of the incident that it is about; `isNew` where this batch opens that incident. */
export type AlertStep =
  | { readonly kind: 'opened'; readonly incidentId: string; readonly change: OpenChange }
  | { readonly kind: 'repeated'; readonly incidentId: string; readonly change: RepeatChange }
  | { readonly kind: 'recovered'; readonly incidentId: string; readonly isNew: boolean; readonly change: RecoverChange }
  | { readonly kind: 'noted'; readonly incidentId: string; readonly isNew: boolean; readonly change: NoteChange }
  | MoveStep;

/** The monitor gives an incident another status. */
export type MoveStep = { readonly incidentId: string; readonly isNew: boolean } & (
  | { readonly kind: 'acknowledged'; readonly change: AcknowledgeChange }
  | { readonly kind: 'resolved'; readonly change: ResolveChange }
);

/** Else an alert rule does it, or it has been quiet for long enough. */
export const isByMonitor = (change: MoveStep['change']): boolean =>
  change.rule === undefined && !('quietMinutes' in change);

const isMove = (step: AlertStep): step is MoveStep => step.kind === 'acknowledged' || step.kind === 'resolved';

export function alertSteps(plan: readonly IncidentChange[], newIncidentId: () => string): AlertStep[] {
  const idOf = new Map(plan.flatMap((change) => (change.kind === 'open' ? [[change.ref, newIncidentId()]] : [])));
  return plan.map((change): AlertStep => {
    if (change.kind === 'open') return { kind: 'opened', incidentId: known(idOf, change.ref), change };
    if (change.kind === 'repeat') return { kind: 'repeated', incidentId: change.incidentId, change };
    const { target } = change;
    const isNew = target.kind === 'opened';
    const incidentId = isNew ? known(idOf, target.ref) : target.incidentId;
    if (change.kind === 'recover') return { kind: 'recovered', incidentId, isNew, change };
    if (change.kind === 'note') return { kind: 'noted', incidentId, isNew, change };
    return change.kind === 'acknowledge'
      ? { kind: 'acknowledged', incidentId, isNew, change }
      : { kind: 'resolved', incidentId, isNew, change };
  });
}

function known(ids: ReadonlyMap<string | undefined, string | undefined>, ref: string): string {
  const id = ids.get(ref);
  if (id === undefined) throw new Error(`the plan changes ${ref}, which it does not open`);
  return id;
}

interface NewIncident {
  readonly row: OpeningRow;
  readonly flapping: BegunFlapping | null;
  readonly links: readonly IncidentLink[];
}

/** What a batch opens, as it is at its end: an alert may come and go within one batch. */
export function newIncidents(
  steps: readonly AlertStep[],
  monitorName: (integrationId: string) => string,
): readonly NewIncident[] {
  const moved = (kind: MoveStep['kind']): ReadonlyMap<string, MoveStep['change']> =>
    new Map(
      steps.flatMap((step) => (isMove(step) && step.kind === kind ? [[step.incidentId, step.change] as const] : [])),
    );
  const acknowledges = moved('acknowledged');
  const resolves = moved('resolved');
  const recoveredAt = new Map(
    steps.flatMap((step) =>
      step.kind === 'recovered' && !step.change.firesAgain ? [[step.incidentId, step.change.at] as const] : [],
    ),
  );
  return steps.flatMap((step): NewIncident[] => {
    if (step.kind !== 'opened') return [];
    const { incidentId, change } = step;
    const acknowledged = acknowledges.get(incidentId) ?? null;
    const resolved = resolves.get(incidentId) ?? null;
    const byOf = (move: MoveStep['change'] | null): string | null =>
      move && (isByMonitor(move) ? monitor : ringdown.name);
    const monitor = monitorName(change.integrationId);
    const flapping = begunFlapping(change, recoveredAt.get(incidentId));
    return [
      {
        flapping,
        links: change.links,
        row: {
          id: incidentId,
          title: change.title,
          status: resolved ? 'resolved' : acknowledged ? 'acknowledged' : 'triggered',
          priority: change.priority,
          severity: change.severity,
          integration_id: change.integrationId,
          escalation_policy_id: null,
          source: 'webhook',
          alert_title: change.group === '' ? null : change.group,
          details: change.body,
          occurrences: change.occurrences,
          opened_at: change.openedAt,
          last_seen_at: change.lastSeenAt,
          acknowledged_at: acknowledged?.at ?? null,
          acknowledged_by: byOf(acknowledged),
          resolved_at: resolved?.at ?? null,
          resolved_by: byOf(resolved),
          line_id: null,
        },
      },
    ];
  });
}

const begunFlapping = ({ flapping }: OpenChange, recoveredAt: Date | null = null): BegunFlapping | null =>
  flapping && { quietMinutes: flapping.quietMinutes, recoveredAt };

/** What a batch adds to timelines, in the order in which it has to be added: an incident is repeated before its status changes. */
interface AlertTimeline {
  readonly before: readonly TimelineEntry[];
  readonly repeats: readonly Repeats[];
  readonly after: readonly TimelineEntry[];
}

function moveWords({ kind, change }: MoveStep, by: string): string {
  if (kind === 'resolved' && change.quietMinutes !== undefined) {
    return `Resolved by itself: ${quietWords(change.quietMinutes)}`;
  }
  const because = change.rule === undefined ? '' : `: the alert rule “${change.rule}”`;
  return `${kind === 'resolved' ? 'Resolved' : 'Acknowledged'} by ${by}${because}`;
}

export function alertTimeline(steps: readonly AlertStep[], monitorOf: (incidentId: string) => string): AlertTimeline {
  const before: TimelineEntry[] = [];
  const repeats: Repeats[] = [];
  const after: TimelineEntry[] = [];
  for (const step of steps) {
    const { incidentId, change } = step;
    const actor = monitorOf(incidentId);
    const warnings = (at: Date): TimelineEntry[] =>
      change.warnings.map((text) => ({ incidentId, at, type: 'warning', actor: 'Ringdown', text }));
    if (isMove(step)) {
      const { at } = step.change;
      const name = isByMonitor(step.change) ? actor : ringdown.name;
      after.push(...warnings(at), { incidentId, at, type: step.kind, actor: name, text: moveWords(step, name) });
      continue;
    }
    if (step.kind === 'noted') {
      after.push({ incidentId, at: step.change.at, type: 'note', actor, text: step.change.text });
      continue;
    }
    if (step.kind === 'recovered') {
      const { at, quietMinutes } = step.change;
      after.push(...warnings(at), {
        incidentId,
        at,
        type: 'recovered',
        actor,
        text: recoveredWords(actor, quietMinutes),
      });
      continue;
    }
    if (step.kind === 'opened') {
      const { openedAt: at, flapping } = step.change;
      before.push({ incidentId, at, type: 'opened', actor, text: `Opened by ${actor}` });
      if (flapping)
        before.push({ incidentId, at, type: 'changed', actor: ringdown.name, text: flappingWords(flapping) });
    }
    const { lastSeenAt } = step.change;
    before.push(...warnings(lastSeenAt));
    const added = step.kind === 'opened' ? step.change.occurrences - 1 : step.change.added;
    if (added > 0) repeats.push({ incidentId, added, lastSeenAt, actor });
  }
  return { before, repeats, after };
}

type Names = Pick<IncidentConfiguration, 'escalationPolicyId' | 'monitorName'>;

type IncidentData = ReturnType<typeof incidentEventData>;

/** How often the incident of a step had been seen before it, the first time not counted as a repeat, and after it. */
const repeatsOf = ({ kind, change }: AlertStep): { before: number; after: number } => {
  if (kind === 'opened') return { before: 1, after: change.occurrences };
  return kind === 'repeated'
    ? { before: change.occurrences - change.added, after: change.occurrences }
    : { before: 0, after: 0 };
};

const isRepeatTold = ({ suppressed, muted }: IncidentRow, { before, after }: ReturnType<typeof repeatsOf>): boolean =>
  !suppressed && !muted && isToldOccurrence(before, after);

const occurred = (data: IncidentData, { occurrences, lastSeenAt }: OpenChange | RepeatChange): OutboxEvent =>
  outboxEvent(incidentEvents.occurred, { ...data, occurrences, at: lastSeenAt.toISOString() });

/** The events of a batch, in its order. `correlations` are those of the alerts, by their ids. */
export function alertEvents(
  steps: readonly AlertStep[],
  incidents: ReadonlyMap<string, IncidentRow>,
  names: Names,
  correlations: ReadonlyMap<string, string>,
): OutboxEvent[] {
  return steps.flatMap((step): OutboxEvent[] => {
    const incident = incidents.get(step.incidentId);
    if (!incident || step.kind === 'recovered' || step.kind === 'noted') return [];
    const repeats = repeatsOf(step);
    if (step.kind === 'repeated' && !isRepeatTold(incident, repeats)) return [];
    const data = incidentEventData(incident, names.escalationPolicyId(incident), []);
    if (step.kind === 'opened') {
      const correlationId = correlations.get(step.change.ref);
      const opened = { ...data, status: 'triggered' as const };
      const first = outboxEvent(incidentEvents.opened, opened, correlationId ? { correlationId } : {});
      return isRepeatTold(incident, repeats) ? [first, occurred(opened, step.change)] : [first];
    }
    if (step.kind === 'repeated') return [occurred(data, step.change)];
    const monitorId = arrivedAt(incident);
    const monitor = { type: 'monitor' as const, id: monitorId, name: names.monitorName(monitorId) };
    const by = isByMonitor(step.change) ? monitor : ringdown;
    return [
      outboxEvent(incidentEvents[step.kind], { ...data, status: step.kind, at: step.change.at.toISOString(), by }),
    ];
  });
}
