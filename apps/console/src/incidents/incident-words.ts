import type { Incident, Priority, Severity } from '@ringdown/contracts';
import type { Choice } from '../form/choice-fields.js';

/** A monitor may send no title at all; the list still needs something to click on. */
export const incidentTitle = ({ title, number }: Pick<Incident, 'title' | 'number'>): string =>
  title.trim() === '' ? `Incident #${number} without a title` : title;

export type Status = Incident['status'];
type Verb = 'acknowledge' | 'resolve' | 'reopen';

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

const priorities: readonly Priority[] = ['p1', 'p2', 'p3', 'p4', 'p5'];
const severities: readonly Severity[] = ['sev1', 'sev2', 'sev3'];
const asChoice = (value: string): Choice => ({ value, label: value.toUpperCase() });

export const priorityChoices = priorities.map(asChoice);
export const severityChoices = severities.map(asChoice);
