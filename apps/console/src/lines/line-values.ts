import { lineDefaults } from '@ringdown/contracts';
import type { Line, RingTarget } from '../api/resources.js';
import { phoneNumber } from '../setup/phone-number.js';

/** A target as one value of a select: `schedule:sched_1`. */
export const targetValue = ({ type, id }: RingTarget): string => `${type}:${id}`;

/** The target of a select's value; null where nothing is chosen. */
export function targetOf(value: string | null): RingTarget | null {
  const match = /^(schedule|user):(.+)$/.exec(value ?? '');
  return match === null ? null : { type: match[1] as RingTarget['type'], id: match[2] ?? '' };
}

/** What the line form holds: the line's own fields, ring targets as select values, nothing chosen as null. */
type LineValues = Omit<
  Line,
  'id' | 'createdAt' | 'updatedAt' | 'webhook' | 'testMode' | 'primary' | 'fallbacks' | 'providerAccountId' | 'incident'
> & {
  readonly providerAccountId: string | null;
  readonly primary: string | null;
  readonly fallbacks: readonly [string | null, string | null];
  readonly incident: Omit<Line['incident'], 'priority' | 'severity'> & {
    readonly priority: string | null;
    readonly severity: string | null;
  };
};

export const blankLine: LineValues = {
  name: '',
  number: '',
  providerAccountId: null,
  primary: null,
  fallbacks: [null, null],
  ...lineDefaults,
  incident: { ...lineDefaults.incident, priority: null, severity: null },
};

const valueOrNone = (target: RingTarget | undefined): string | null =>
  target === undefined ? null : targetValue(target);

/** A line as the form shows it. */
export function lineValues(line: Line): LineValues {
  const shown = Object.fromEntries(Object.keys(blankLine).map((key) => [key, line[key as keyof LineValues]]));
  return {
    ...(shown as unknown as LineValues),
    primary: targetValue(line.primary),
    fallbacks: [valueOrNone(line.fallbacks[0]), valueOrNone(line.fallbacks[1])],
    incident: { ...line.incident, priority: line.incident.priority ?? null, severity: line.incident.severity ?? null },
  };
}

/**
 * The form's values as the API takes them; a fallback left empty closes up. A change is merged into the line `before`, field by field,
 * so a priority that is taken away has to be named.
 */
export function lineBody(values: LineValues, before: Line | null): Record<string, unknown> {
  const { priority, severity, ...incident } = values.incident;
  const isSaid = (chosen: string | null, had: string | null | undefined) => chosen !== null || (had ?? null) !== null;
  return {
    ...values,
    number: phoneNumber(values.number) ?? '',
    primary: targetOf(values.primary) ?? undefined,
    fallbacks: values.fallbacks.map(targetOf).filter((target) => target !== null),
    providerAccountId: values.providerAccountId ?? undefined,
    incident: {
      ...incident,
      ...(isSaid(priority, before?.incident.priority) ? { priority } : {}),
      ...(isSaid(severity, before?.incident.severity) ? { severity } : {}),
    },
  };
}
