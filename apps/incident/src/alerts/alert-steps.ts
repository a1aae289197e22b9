import type { IncidentChange, OpenChange, RepeatChange, ResolveChange } from '@ringdown/domain-incidents';

/** A planned change with the id of the incident that it is about; `isNew` where this batch opens that incident. */
export type AlertStep =
  | { readonly kind: 'opened'; readonly incidentId: string; readonly change: OpenChange }
  | { readonly kind: 'repeated'; readonly incidentId: string; readonly change: RepeatChange }
  | { readonly kind: 'resolved'; readonly incidentId: string; readonly isNew: boolean; readonly change: ResolveChange };

export function alertSteps(plan: readonly IncidentChange[], newIncidentId: () => string): AlertStep[] {
  const idOf = new Map(plan.flatMap((change) => (change.kind === 'open' ? [[change.ref, newIncidentId()]] : [])));
  return plan.map((change): AlertStep => {
    if (change.kind === 'open') return { kind: 'opened', incidentId: known(idOf, change.ref), change };
    if (change.kind === 'repeat') return { kind: 'repeated', incidentId: change.incidentId, change };
    const { target } = change;
    return target.kind === 'stored'
      ? { kind: 'resolved', incidentId: target.incidentId, isNew: false, change }
      : { kind: 'resolved', incidentId: known(idOf, target.ref), isNew: true, change };
  });
}

function known(ids: ReadonlyMap<string | undefined, string | undefined>, ref: string): string {
  const id = ids.get(ref);
  if (id === undefined) throw new Error(`the plan resolves ${ref}, which it does not open`);
  return id;
}
