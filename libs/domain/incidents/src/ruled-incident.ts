import type { RemainingActions } from './alert-rules.js';
import { minutesAfter } from './escalation.js';
import type { Priority, Severity } from './alert-event.js';

/** What rules may change of an incident. */
export interface RuledIncident {
  readonly priority: Priority | null;
  readonly severity: Severity | null;
  /** Null: in sync with the integration. */
  readonly escalationPolicyId: string | null;
  readonly integrationId: string;
  /** Channels that rules have added to those of its integration. */
  readonly channelIds: readonly string[];
  readonly responderIds: readonly string[];
  readonly suppressed: boolean;
  readonly resolvesAt: Date | null;
  /**
   * What no rule changes any more: fields that a person has set (`priority`, `severity`, `escalationPolicyId`, `resolvesAt`), what is
   * done once only (`acknowledge`, `resolve`, `resolvesAt`), and who was made a responder (`responder:user_1`).
   */
  readonly keptFromRules: readonly string[];
}

/** Names of resources for the timeline; an id that is gone goes by itself. */
export type NameOf = (kind: 'channel' | 'user' | 'integration' | 'escalation-policy', id: string) => string;

export interface RulesApplied {
  readonly incident: RuledIncident;
  /** What was changed, a sentence each. Empty: nothing, everything is as the rules have it. */
  readonly changes: readonly string[];
  /** The name of the rule that acknowledges, or resolves, the incident now. */
  readonly acknowledgedBy: string | null;
  readonly resolvedBy: string | null;
  readonly addedChannelIds: readonly string[];
}

/** Does to an incident what remains to be done of the actions of rules: what is done already, or was set by a person, stays. */
export function applyActions(before: RuledIncident, actions: RemainingActions, at: Date, nameOf: NameOf): RulesApplied {
  const changes: string[] = [];
  const kept = new Set(before.keptFromRules);
  const say = (what: string, rule: string): void => void changes.push(`${what} by the alert rule “${rule}”`);
  const once = (action: 'acknowledge' | 'resolve'): string | null => {
    const wanted = actions[action];
    if (!wanted?.value || kept.has(action)) return null;
    kept.add(action);
    return wanted.rule;
  };
  const fields = setFields(before, actions, nameOf, say);
  const channels = actions.channelIds.filter(({ value }) => !before.channelIds.includes(value));
  for (const { value, rule } of channels) say(`Sent to the channel ${nameOf('channel', value)}, too,`, rule);
  const responders = actions.responderIds.filter(({ value }) => !kept.has(`responder:${value}`));
  const added = responders.filter(({ value }) => !before.responderIds.includes(value));
  for (const { value } of responders) kept.add(`responder:${value}`);
  for (const { value, rule } of added) say(`${nameOf('user', value)} made a responder`, rule);
  const suppressed = before.suppressed || actions.suppress?.value === true;
  if (actions.suppress && suppressed !== before.suppressed) {
    say('Suppressed: it escalates and notifies nobody,', actions.suppress.rule);
  }
  let { resolvesAt } = before;
  const timer = actions.resolveAfterMinutes;
  if (timer && !kept.has('resolvesAt')) {
    resolvesAt = minutesAfter(at, timer.value);
    kept.add('resolvesAt');
    say(`Set to resolve by itself at ${resolvesAt.toISOString()}`, timer.rule);
  }
  const resolvedBy = once('resolve');
  const wantsAcknowledged = once('acknowledge');
  return {
    incident: {
      ...fields,
      suppressed,
      resolvesAt,
      channelIds: [...before.channelIds, ...channels.map(({ value }) => value)],
      responderIds: [...before.responderIds, ...added.map(({ value }) => value)],
      keptFromRules: [...kept],
    },
    changes,
    acknowledgedBy: resolvedBy === null ? wantsAcknowledged : null,
    resolvedBy,
    addedChannelIds: channels.map(({ value }) => value),
  };
}

type Fields = Pick<RuledIncident, 'priority' | 'severity' | 'escalationPolicyId' | 'integrationId'>;

function setFields(
  before: RuledIncident,
  actions: RemainingActions,
  nameOf: NameOf,
  say: (what: string, rule: string) => void,
): Fields {
  /** The action, where it changes something that no person has set. */
  const due = <Field extends keyof Fields & keyof RemainingActions>(field: Field) => {
    const wanted = actions[field];
    return wanted && wanted.value !== before[field] && !before.keptFromRules.includes(field) ? wanted : undefined;
  };
  const words = {
    priority: (value: string) => `Priority changed from ${before.priority ?? 'none'} to ${value}`,
    severity: (value: string) => `Severity changed from ${before.severity ?? 'none'} to ${value}`,
    integrationId: (value: string) => `Listed under ${nameOf('integration', value)}`,
    escalationPolicyId: (value: string) => `Escalation policy set to ${nameOf('escalation-policy', value)}`,
  } as const;
  const set = <Field extends keyof Fields>(field: Field): Fields[Field] => {
    const wanted = due(field);
    if (!wanted) return before[field];
    say(words[field](wanted.value), wanted.rule);
    return wanted.value as Fields[Field];
  };
  return {
    priority: set('priority'),
    severity: set('severity'),
    integrationId: set('integrationId'),
    escalationPolicyId: set('escalationPolicyId'),
  };
}
