export type IncidentStatus = 'triggered' | 'acknowledged' | 'resolved';

export type StatusVerb = 'acknowledge' | 'unacknowledge' | 'resolve' | 'reopen';

/** `unchanged`: the incident is there already, which makes every verb idempotent. `reason` is a sentence for whoever wanted the change. */
type StatusChange =
  | { readonly kind: 'changed'; readonly status: IncidentStatus }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly reason: string };

const to = (status: IncidentStatus): StatusChange => ({ kind: 'changed', status });
const unchanged: StatusChange = { kind: 'unchanged' };

const transitions: Readonly<Record<IncidentStatus, Readonly<Record<StatusVerb, StatusChange>>>> = {
  triggered: {
    acknowledge: to('acknowledged'),
    unacknowledge: unchanged,
    resolve: to('resolved'),
    reopen: unchanged,
  },
  acknowledged: {
    acknowledge: unchanged,
    unacknowledge: to('triggered'),
    resolve: to('resolved'),
    reopen: unchanged,
  },
  resolved: {
    acknowledge: { kind: 'refused', reason: 'A resolved incident cannot be acknowledged; reopen it first.' },
    unacknowledge: {
      kind: 'refused',
      reason: 'A resolved incident is not acknowledged; reopen it to have it triggered again.',
    },
    resolve: unchanged,
    reopen: to('triggered'),
  },
};

export function changeStatus(status: IncidentStatus, verb: StatusVerb): StatusChange {
  return transitions[status][verb];
}
