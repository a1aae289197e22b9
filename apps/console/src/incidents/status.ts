import type { Incident } from '@ringdown/contracts';

export type Status = Incident['status'];
export type Verb = 'acknowledge' | 'resolve' | 'reopen';

export const statuses: Readonly<Record<Status, { readonly label: string; readonly color: string }>> = {
  triggered: { label: 'Triggered', color: 'red' },
  acknowledged: { label: 'Acknowledged', color: 'yellow' },
  resolved: { label: 'Resolved', color: 'green' },
};

export const verbs: Readonly<Record<Verb, string>> = {
  acknowledge: 'Acknowledge',
  resolve: 'Resolve',
  reopen: 'Reopen',
};

const allowed: Readonly<Record<Status, readonly Verb[]>> = {
  triggered: ['acknowledge', 'resolve'],
  acknowledged: ['resolve'],
  resolved: ['reopen'],
};

/** What can be done with an incident of this status. */
export const verbsFor = (status: Status): readonly Verb[] => allowed[status];
