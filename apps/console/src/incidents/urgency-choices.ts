import type { Priority, Severity } from '@ringdown/contracts';
import type { Choice } from '../form/choice.js';

const priorities: readonly Priority[] = ['p1', 'p2', 'p3', 'p4', 'p5'];
const severities: readonly Severity[] = ['sev1', 'sev2', 'sev3'];
const asChoice = (value: string): Choice => ({ value, label: value.toUpperCase() });

export const priorityChoices = priorities.map(asChoice);
export const severityChoices = severities.map(asChoice);
