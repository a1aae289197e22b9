import type {
  AcknowledgeChange,
  IncidentChange,
  OpenChange,
  RepeatChange,
  ResolveChange,
} from '@ringdown/domain-incidents';

/** A planned change with the id of the incident that it is about; `isNew` where this batch opens that incident. */
export type AlertStep =
  | { readonly kind: 'opened'; readonly incidentId: string; readonly change: OpenChange }
  | { readonly kind: 'repeated'; readonly incidentId: string; readonly change: RepeatChange }
  | MoveStep;

/** The monitor gives an incident another status. */
export type MoveStep = { readonly incidentId: string; readonly isNew: boolean } & (
  | { readonly kind: 'acknowledged'; readonly change: AcknowledgeChange }
  | { readonly kind: 'resolved'; readonly change: ResolveChange }
);

export const isMove = (step: AlertStep): step is MoveStep => step.kind === 'acknowledged' || step.kind === 'resolved';

export function alertSteps(plan: readonly IncidentChange[], newIncidentId: () => string): AlertStep[] {
  const idOf = new Map(plan.flatMap((change) => (change.kind === 'open' ? [[change.ref, newIncidentId()]] : [])));
  return plan.map((change): AlertStep => {
    if (change.kind === 'open') return { kind: 'opened', incidentId: known(idOf, change.ref), change };
    if (change.kind === 'repeat') return { kind: 'repeated', incidentId: change.incidentId, change };
    const { target } = change;
    const isNew = target.kind === 'opened';
    const incidentId = isNew ? known(idOf, target.ref) : target.incidentId;
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
