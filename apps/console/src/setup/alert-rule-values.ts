import type { newAlertRule } from '@ringdown/contracts';
import type { z } from 'zod';
import type { AlertRule } from '../api/resources.js';

type Body = z.input<typeof newAlertRule>;
type When = AlertRule['when'];
type Condition = (When extends infer W ? (W extends { all: (infer C)[] } ? C : never) : never) & object;
type Comparison = Extract<Condition, { field: string }>;
type Then = AlertRule['then'];

export type Word = 'all' | 'any';

/** One comparison as the form shows it: of all that it may be compared with, only what its field and op need is read. */
interface ConditionValues {
  readonly field: string;
  readonly op: string;
  readonly text: string | null;
  readonly values: readonly string[];
  readonly zone: string;
  readonly days: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly count: number | null;
  readonly withinMinutes: number | null;
}

interface GroupValues {
  readonly word: Word;
  readonly conditions: readonly ConditionValues[];
}

export interface AlertRuleValues {
  readonly name: string;
  readonly enabled: boolean;
  readonly when: GroupValues & { readonly groups: readonly GroupValues[] };
  readonly then: {
    readonly channelIds: readonly string[];
    readonly responderIds: readonly string[];
    readonly priority: string | null;
    readonly severity: string | null;
    readonly escalationPolicyId: string | null;
    readonly integrationId: string | null;
    readonly resolveAfterMinutes: number | null;
    readonly suppress: boolean;
    readonly acknowledge: boolean;
    readonly resolve: boolean;
    readonly stop: boolean;
  };
}

export const blankCondition: ConditionValues = {
  field: 'title',
  op: 'contains',
  text: '',
  values: [],
  zone: 'UTC',
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '09:00',
  to: '17:00',
  count: 5,
  withinMinutes: null,
};

export const blankGroup: GroupValues = { word: 'any', conditions: [blankCondition] };

export const blankAlertRule: AlertRuleValues = {
  name: '',
  enabled: true,
  when: { word: 'all', conditions: [blankCondition], groups: [] },
  then: {
    channelIds: [],
    responderIds: [],
    priority: null,
    severity: null,
    escalationPolicyId: null,
    integrationId: null,
    resolveAfterMinutes: null,
    suppress: false,
    acknowledge: false,
    resolve: false,
    stop: false,
  },
};

function conditionValues({ field, op, value }: Comparison): ConditionValues {
  const shown = { ...blankCondition, field, op };
  if (op === 'within') return { ...shown, ...value };
  if (op === 'at_least') return { ...shown, count: value.count, withinMinutes: value.withinMinutes ?? null };
  return op === 'in' ? { ...shown, values: value } : { ...shown, text: value };
}

const wordOf = (group: object): Word => ('all' in group ? 'all' : 'any');
const conditionsOf = (group: When): readonly Condition[] => ('all' in group ? group.all : group.any) as Condition[];
const isComparison = (condition: Condition): condition is Comparison => 'field' in condition;

const groupValues = (group: When): GroupValues => ({
  word: wordOf(group),
  conditions: conditionsOf(group).filter(isComparison).map(conditionValues),
});

export const alertRuleValues = ({ name, enabled, when, then }: AlertRule): AlertRuleValues => ({
  name,
  enabled,
  when: {
    ...groupValues(when),
    groups: conditionsOf(when)
      .filter((condition) => !isComparison(condition))
      .map((group) => groupValues(group as When)),
  },
  then: {
    channelIds: then.channelIds ?? [],
    responderIds: then.responderIds ?? [],
    priority: then.priority ?? null,
    severity: then.severity ?? null,
    escalationPolicyId: then.escalationPolicyId ?? null,
    integrationId: then.integrationId ?? null,
    resolveAfterMinutes: then.resolveAfterMinutes ?? null,
    suppress: then.suppress ?? false,
    acknowledge: then.acknowledge ?? false,
    resolve: then.resolve ?? false,
    stop: then.stop ?? false,
  },
});

/** The op that a field is compared by, whatever the form showed before it became this field. */
export function opFor({ field, op }: Pick<ConditionValues, 'field' | 'op'>): string {
  if (field === 'time') return 'within';
  if (field === 'occurrences') return 'at_least';
  return op === 'within' || op === 'at_least' ? 'equals' : op;
}

function comparison(shown: ConditionValues): unknown {
  const { field, text, values, zone, days, from, to, count, withinMinutes } = shown;
  const op = opFor(shown);
  if (op === 'within') return { field, op, value: { zone, days, from, to } };
  if (op === 'at_least') {
    return { field, op, value: { count, ...(withinMinutes === null ? {} : { withinMinutes }) } };
  }
  return { field, op, value: op === 'in' ? values : (text ?? '') };
}

const orNone = <Value>(values: readonly Value[]): Value[] | null => (values.length === 0 ? null : [...values]);

/** Null takes an action away. */
export const alertRuleBody = ({ name, enabled, when, then }: AlertRuleValues): Body => ({
  name,
  enabled,
  when: {
    [when.word]: [
      ...when.conditions.map(comparison),
      ...when.groups.map(({ word, conditions }) => ({ [word]: conditions.map(comparison) })),
    ],
  } as unknown as Body['when'],
  then: {
    channelIds: orNone(then.channelIds),
    responderIds: orNone(then.responderIds),
    priority: then.priority as Then['priority'],
    severity: then.severity as Then['severity'],
    escalationPolicyId: then.escalationPolicyId,
    integrationId: then.integrationId,
    resolveAfterMinutes: then.resolveAfterMinutes,
    suppress: then.suppress || null,
    acknowledge: then.acknowledge || null,
    resolve: then.resolve || null,
    stop: then.stop || null,
  },
});

const opWords: Readonly<Record<string, string>> = {
  equals: 'is',
  not_equals: 'is not',
  contains: 'contains',
  not_contains: 'does not contain',
  matches: 'matches',
  in: 'is one of',
};

/** `title contains “disk” and severity is sev1`. */
export function whenWords(when: When): string {
  const words = conditionsOf(when).map((condition) => {
    if (!isComparison(condition)) return `(${whenWords(condition as When)})`;
    const { field, op, value } = condition;
    if (op === 'within') return `time is within ${value.days.join(', ')} ${value.from}–${value.to} (${value.zone})`;
    if (op === 'at_least') {
      return `seen ${value.count} times${value.withinMinutes ? ` within ${value.withinMinutes} min` : ''}`;
    }
    return `${field} ${opWords[op] ?? op} ${[value].flat().join(', ')}`;
  });
  return words.length === 0 ? 'always' : words.join(wordOf(when) === 'all' ? ' and ' : ' or ');
}

type NameOf = Readonly<Record<'channel' | 'person' | 'policy' | 'integration', (id: string) => string>>;

const phrases = (
  nameOf: NameOf,
): { readonly [Field in keyof Then]-?: (value: NonNullable<Then[Field]>) => string } => ({
  priority: (value) => `priority ${value}`,
  severity: (value) => `severity ${value}`,
  channelIds: (ids) => `tell ${ids.map(nameOf.channel).join(', ')}`,
  responderIds: (ids) => `responders ${ids.map(nameOf.person).join(', ')}`,
  escalationPolicyId: (id) => `escalate by ${nameOf.policy(id)}`,
  integrationId: (id) => `list under ${nameOf.integration(id)}`,
  suppress: () => 'suppress',
  acknowledge: () => 'acknowledge',
  resolve: () => 'resolve',
  resolveAfterMinutes: (minutes) => `resolve after ${minutes} min`,
  stop: () => 'stop',
});

/** `severity sev1 · tell #ops`. */
export function thenWords(then: Then, nameOf: NameOf): string {
  const words = Object.entries(phrases(nameOf)).flatMap(([field, phrase]) => {
    const value = then[field as keyof Then];
    const isNothing = value === undefined || value === false || (Array.isArray(value) && value.length === 0);
    return isNothing ? [] : [(phrase as (value: unknown) => string)(value)];
  });
  return words.length === 0 ? 'nothing' : words.join(' · ');
}
