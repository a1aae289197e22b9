import type { Incident, Priority, Severity } from '@ringdown/contracts';
import type { IconName } from '../app/icons.js';
import type { Choice } from '../form/choice-fields.js';

/** A monitor may send no title at all; the list still needs something to click on. */
export const incidentTitle = ({ title, number }: Pick<Incident, 'title' | 'number'>): string =>
  title.trim() === '' ? `Incident #${number} without a title` : title;

export type Status = Incident['status'];
export type Verb = 'acknowledge' | 'unacknowledge' | 'resolve' | 'reopen';

export const statuses: Readonly<Record<Status, { readonly label: string; readonly color: string }>> = {
  triggered: { label: 'Triggered', color: 'red' },
  acknowledged: { label: 'Acknowledged', color: 'yellow' },
  resolved: { label: 'Resolved', color: 'green' },
};

export const verbs: Readonly<Record<Verb, string>> = {
  acknowledge: 'Acknowledge',
  unacknowledge: 'Take acknowledgement back',
  resolve: 'Resolve',
  reopen: 'Reopen',
};

const allowed: Readonly<Record<Status, readonly Verb[]>> = {
  triggered: ['acknowledge', 'resolve'],
  acknowledged: ['resolve', 'unacknowledge'],
  resolved: ['reopen'],
};

/** What can be done with an incident of this status, the likeliest first. */
export const verbsFor = (status: Status): readonly Verb[] => allowed[status];

const priorities: readonly Priority[] = ['p1', 'p2', 'p3', 'p4', 'p5'];
const severities: readonly Severity[] = ['sev1', 'sev2', 'sev3'];
const asChoice = (value: string): Choice => ({ value, label: value.toUpperCase() });

export const priorityChoices = priorities.map(asChoice);
export const severityChoices = severities.map(asChoice);

/** Whether people who are added as responders now are notified. */
export function responderHint({
  status,
  suppressed,
  mutedUntil,
}: Pick<Incident, 'status' | 'suppressed' | 'mutedUntil'>): string {
  const quiet = status === 'resolved' ? 'resolved' : mutedUntil !== null ? 'muted' : suppressed ? 'suppressed' : null;
  if (quiet === null) return 'People you add are notified by their own notification rules.';
  return `People added now are not notified, because the incident is ${quiet}.`;
}

interface Mark {
  readonly icon: IconName;
  readonly color: string;
}

/** What the entries of a timeline are marked with, by their type. */
export const timelineMarks: Readonly<Record<string, Mark>> = {
  opened: { icon: 'incidents', color: 'red' },
  warning: { icon: 'incidents', color: 'orange' },
  repeated: { icon: 'repeat', color: 'gray' },
  acknowledged: { icon: 'check', color: 'yellow' },
  unacknowledged: { icon: 'undo', color: 'red' },
  resolved: { icon: 'check', color: 'green' },
  reopened: { icon: 'undo', color: 'red' },
  escalated: { icon: 'escalation', color: 'violet' },
  notified: { icon: 'bell', color: 'blue' },
  muted: { icon: 'bellOff', color: 'gray' },
  note: { icon: 'pen', color: 'indigo' },
  changed: { icon: 'lines', color: 'gray' },
  call: { icon: 'calls', color: 'blue' },
};
