import type { Priority, Severity } from './alert-event.js';

/** Hours of a week in a zone; a `to` that is not later than `from` runs over midnight and belongs to the day on which it begins. */
export interface RuleHours {
  readonly zone: string;
  readonly days: readonly string[];
  /** "09:00" */
  readonly from: string;
  readonly to: string;
}

/** One comparison. `field` is one of `ruleFields`, `body`, or `body.<path>` with dots between keys and indexes. */
export type RuleComparison =
  | {
      readonly field: string;
      readonly op: 'equals' | 'not_equals' | 'contains' | 'not_contains' | 'matches';
      readonly value: string;
    }
  | { readonly field: string; readonly op: 'in'; readonly value: readonly string[] }
  | { readonly field: string; readonly op: 'within'; readonly value: RuleHours }
  | {
      readonly field: string;
      readonly op: 'at_least';
      readonly value: { readonly count: number; readonly withinMinutes?: number | undefined };
    };

export type RuleGroup<Inner> = { readonly all: readonly Inner[] } | { readonly any: readonly Inner[] };
export type RuleCondition = RuleComparison | RuleGroup<RuleComparison>;

/** What a rule does. What it leaves out it leaves alone. */
export interface RuleActions {
  readonly channelIds?: readonly string[] | undefined;
  readonly priority?: Priority | undefined;
  readonly severity?: Severity | undefined;
  readonly escalationPolicyId?: string | undefined;
  readonly integrationId?: string | undefined;
  readonly responderIds?: readonly string[] | undefined;
  readonly suppress?: boolean | undefined;
  readonly acknowledge?: boolean | undefined;
  readonly resolve?: boolean | undefined;
  readonly resolveAfterMinutes?: number | undefined;
  /** No later rule is looked at. */
  readonly stop?: boolean | undefined;
}

export interface AlertRule {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly when: RuleGroup<RuleCondition>;
  readonly then: RuleActions;
}

/** What rules look at: one occurrence of an incident. */
export interface RuleEvent {
  readonly source: 'webhook' | 'call' | 'manual';
  readonly lineId: string | null;
  readonly integrationId: string | null;
  readonly title: string;
  /** JSON text, as it was written; null where there was none. */
  readonly body: string | null;
  readonly priority: Priority | null;
  readonly severity: Severity | null;
  /** The number of who called; null where nobody did, or withheld it. */
  readonly caller: string | null;
  readonly at: Date;
  /** How often the incident was seen, this time included. */
  readonly occurrences: number;
  /** When it was seen, as many of the latest times as are known, this time included; epoch milliseconds in any order. */
  readonly occurredAt: readonly number[];
}

/** Whether an instant lies in these hours: `hoursIn` of domain-oncall. @throws RangeError for a zone that there is not. */
export type ReadHours = (hours: RuleHours) => (at: Date) => boolean;
