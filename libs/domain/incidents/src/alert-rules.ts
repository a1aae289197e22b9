import type {
  AlertRule,
  ReadHours,
  RuleActions,
  RuleComparison,
  RuleCondition,
  RuleEvent,
  RuleGroup,
} from './alert-rule.js';
import { patternFault, ReadEvent, readComparison, type Verdict } from './rule-comparison.js';

/** What one rule makes of an event. `because` is for people: `title contains “disk”: yes; severity is sev1: no, it is “sev3”`. */
export interface RuleVerdict {
  readonly ruleId: string;
  readonly name: string;
  readonly acts: boolean;
  readonly because: string;
}

/** A value, and the rule that it comes from. */
export interface ByRule<Value> {
  readonly value: Value;
  readonly rule: string;
}

/** The actions that remain once all rules were looked at, each with the name of its rule. */
export interface RemainingActions {
  readonly channelIds: readonly ByRule<string>[];
  readonly responderIds: readonly ByRule<string>[];
  readonly priority?: ByRule<NonNullable<RuleActions['priority']>>;
  readonly severity?: ByRule<NonNullable<RuleActions['severity']>>;
  readonly escalationPolicyId?: ByRule<string>;
  readonly integrationId?: ByRule<string>;
  readonly suppress?: ByRule<boolean>;
  readonly acknowledge?: ByRule<boolean>;
  readonly resolve?: ByRule<boolean>;
  readonly resolveAfterMinutes?: ByRule<number>;
}

/** The values alone, as a rule would have them. */
export const plainActions = ({ channelIds, responderIds, ...values }: RemainingActions): RuleActions => ({
  ...(channelIds.length > 0 ? { channelIds: channelIds.map(({ value }) => value) } : {}),
  ...(responderIds.length > 0 ? { responderIds: responderIds.map(({ value }) => value) } : {}),
  ...Object.fromEntries(Object.entries(values).map(([field, one]) => [field, (one as ByRule<unknown>).value])),
});

export interface RulesOutcome {
  readonly items: readonly RuleVerdict[];
  readonly result: RemainingActions;
}

/** Rules in their order, read once. */
export interface RuleBook {
  /** How many of the latest times an incident was seen some rule counts; 0 where none does. */
  readonly countsUpTo: number;
  readonly isEmpty: boolean;
  /** Every rule is explained, also the ones that are off or come after a `stop`. */
  explain(event: RuleEvent): RulesOutcome;
  /** The same without the explanation, for the way of an alert. */
  actionsFor(event: RuleEvent): RemainingActions;
}

type ReadWhen = (event: ReadEvent) => Verdict;

interface ReadRule {
  readonly rule: AlertRule;
  readonly when: ReadWhen;
}

/** What is wrong with a rule that the schema of its fields cannot know, by the path of the field. */
export function ruleFaults(
  { when }: Pick<AlertRule, 'when'>,
  isZone: (zone: string) => boolean,
): readonly { readonly path: string; readonly message: string }[] {
  return comparisonsOf(when).flatMap(({ path, comparison }) => {
    if (comparison.op === 'within' && !isZone(comparison.value.zone)) {
      return [
        { path: `${path}.value.zone`, message: 'choose a time zone of the IANA database, such as Europe/Berlin' },
      ];
    }
    const fault = comparison.op === 'matches' ? patternFault(comparison.value) : null;
    return fault === null ? [] : [{ path: `${path}.value`, message: fault }];
  });
}

/** Every comparison of a rule with its path: `when.all.0`, `when.any.1.all.0`. */
export function comparisonsOf(when: RuleGroup<RuleCondition>): readonly { path: string; comparison: RuleComparison }[] {
  const inside = (group: RuleGroup<RuleCondition>, path: string): { path: string; comparison: RuleComparison }[] => {
    const [word, conditions] = partsOf(group);
    return conditions.flatMap((condition, n) => {
      const at = `${path}.${word}.${n}`;
      return 'field' in condition ? [{ path: at, comparison: condition }] : inside(condition, at);
    });
  };
  return inside(when, 'when');
}

/** Reads rules, which are given in their order. What cannot be read (an older document) never acts, and says so. */
export function readRules(rules: readonly AlertRule[], readHours: ReadHours): RuleBook {
  const read = rules.map((rule): ReadRule => ({ rule, when: readSafely(rule, readHours) }));
  const active = read.filter(({ rule }) => rule.enabled);
  const counts = active.flatMap(({ rule }) =>
    comparisonsOf(rule.when).flatMap(({ comparison }) =>
      comparison.op === 'at_least' && comparison.value.withinMinutes !== undefined ? [comparison.value.count] : [],
    ),
  );
  return {
    countsUpTo: Math.max(0, ...counts),
    isEmpty: active.length === 0,
    explain: (event) => explained(read, new ReadEvent(event)),
    actionsFor: (event) => remaining(acting(active, new ReadEvent(event))),
  };
}

function readSafely({ when }: AlertRule, readHours: ReadHours): ReadWhen {
  try {
    return readGroup(when, readHours);
  } catch {
    const never = { holds: false, because: 'a condition of this rule cannot be read: open it and save it anew' };
    return () => never;
  }
}

function readGroup(group: RuleGroup<RuleCondition>, readHours: ReadHours): ReadWhen {
  const [word, conditions] = partsOf(group);
  const read = conditions.map((condition) =>
    'field' in condition ? readComparison(condition, readHours) : inBrackets(readGroup(condition, readHours)),
  );
  if (read.length === 0) return () => ({ holds: word === 'all', because: 'it has no condition: yes' });
  return (event) => {
    const verdicts = read.map((one) => one(event));
    const holds = word === 'all' ? verdicts.every((one) => one.holds) : verdicts.some((one) => one.holds);
    return { holds, because: verdicts.map(({ because }) => because).join(word === 'all' ? '; ' : ', or ') };
  };
}

const inBrackets =
  (inner: ReadWhen): ReadWhen =>
  (event) => {
    const { holds, because } = inner(event);
    return { holds, because: `(${because})` };
  };

const partsOf = <Inner>(group: RuleGroup<Inner>): ['all' | 'any', readonly Inner[]] =>
  'all' in group ? ['all', group.all] : ['any', group.any];

function acting(rules: readonly ReadRule[], event: ReadEvent): AlertRule[] {
  const acts: AlertRule[] = [];
  for (const { rule, when } of rules) {
    if (!when(event).holds) continue;
    acts.push(rule);
    if (rule.then.stop) break;
  }
  return acts;
}

function explained(rules: readonly ReadRule[], event: ReadEvent): RulesOutcome {
  const acts: AlertRule[] = [];
  let stoppedBy: string | null = null;
  const items = rules.map(({ rule, when }): RuleVerdict => {
    const { holds, because } = when(event);
    const { id: ruleId, name } = rule;
    if (!rule.enabled) return { ruleId, name, acts: false, because: `the rule is off; ${because}` };
    if (stoppedBy !== null) {
      return {
        ruleId,
        name,
        acts: false,
        because: `the rule “${stoppedBy}” before it stops all later ones; ${because}`,
      };
    }
    if (holds) acts.push(rule);
    if (holds && rule.then.stop) stoppedBy = name;
    return { ruleId, name, acts: holds, because };
  });
  return { items, result: remaining(acts) };
}

/** Channels and responders add up; of everything else a later rule's value wins over an earlier one's. */
function remaining(rules: readonly AlertRule[]): RemainingActions {
  const last = <Field extends keyof RuleActions>(
    field: Field,
  ): { [F in Field]?: ByRule<NonNullable<RuleActions[F]>> } => {
    const rule = rules.findLast(({ then }) => then[field] !== undefined);
    const value = rule?.then[field];
    return rule && value !== undefined ? ({ [field]: { value, rule: rule.name } } as never) : {};
  };
  return {
    channelIds: addedUp(rules, 'channelIds'),
    responderIds: addedUp(rules, 'responderIds'),
    ...last('priority'),
    ...last('severity'),
    ...last('escalationPolicyId'),
    ...last('integrationId'),
    ...last('suppress'),
    ...last('acknowledge'),
    ...last('resolve'),
    ...last('resolveAfterMinutes'),
  };
}

function addedUp(rules: readonly AlertRule[], field: 'channelIds' | 'responderIds'): ByRule<string>[] {
  const first = new Map<string, ByRule<string>>();
  for (const { name, then } of rules) {
    for (const value of then[field] ?? []) if (!first.has(value)) first.set(value, { value, rule: name });
  }
  return [...first.values()];
}
