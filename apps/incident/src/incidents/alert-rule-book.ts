import { Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import {
  applyActions,
  type NameOf,
  readRules,
  type ReadHours,
  type RuleBook,
  type RuledIncident,
  type RuleEvent,
  type RulesApplied,
  valueAt,
} from '@ringdown/domain-incidents';
import { hoursIn, type Weekday } from '@ringdown/domain-oncall';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { ringdown } from './happenings.js';
import type { IncidentRow, OpeningRow, RuleColumns } from './incident.entity.js';
import type { TimelineEntry } from './timeline.js';

const readHours: ReadHours = ({ zone, days, from, to }) =>
  hoursIn(zone, [{ days: days as readonly Weekday[], from, to }]);

/** The alert rules of the configuration, in memory, in their order, read once after each change. */
@Injectable()
export class AlertRuleBook {
  private readonly rules = new Map<string, ConfigDocument<'alert-rule'>>();
  private book: RuleBook | null = null;

  constructor(private readonly mirror: ConfigMirror) {
    mirror.onChange('alert-rule', (id, document) => {
      if (document) this.rules.set(id, document);
      else this.rules.delete(id);
      this.book = null;
    });
  }

  /** How many of the latest times an incident was seen some rule counts. */
  get countsUpTo(): number {
    return this.current.countsUpTo;
  }

  /** What the rules make of an incident at an event; null where there is nothing to be done. */
  apply(event: RuleEvent, incident: RuledIncident): RulesApplied | null {
    if (this.current.isEmpty) return null;
    const applied = applyActions(incident, this.current.actionsFor(event), event.at, this.nameOf);
    const isMore = applied.incident.keptFromRules.length > incident.keptFromRules.length;
    return applied.changes.length > 0 || isMore ? applied : null;
  }

  /** What the rules make of an incident that opens for a call or by hand. */
  atOpening(row: OpeningRow, setByHand: readonly string[]): OpeningRuling {
    const before = { ...unruled(row), keptFromRules: setByHand };
    const applied = this.apply(openingEvent(row), before);
    if (!applied) return { ruled: before, changes: [], close: null };
    const { incident: ruled, changes, resolvedBy, acknowledgedBy } = applied;
    const rule = resolvedBy ?? acknowledgedBy;
    const type = resolvedBy === null ? 'acknowledge' : 'resolve';
    return { ruled, changes, close: rule === null ? null : { type, rule } };
  }

  private get current(): RuleBook {
    const inOrder = () => [...this.rules.values()].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
    return (this.book ??= readRules(inOrder(), readHours));
  }

  private readonly nameOf: NameOf = (kind, id) => this.mirror.get(kind, id)?.name ?? id;
}

interface OpeningRuling {
  readonly ruled: RuledIncident;
  readonly changes: readonly string[];
  /** A rule acknowledges or resolves it at once. */
  readonly close: { readonly type: 'acknowledge' | 'resolve'; readonly rule: string } | null;
}

/** What an occurrence has changed where a rule acknowledges or resolves its incident at once. */
export const ruleClosedWords = (type: 'acknowledge' | 'resolve', rule: string): string =>
  `${type === 'resolve' ? 'Resolved' : 'Acknowledged'} the incident, by the alert rule “${rule}”`;

/** As an incident comes, before any rule has done anything to it. */
export const unruled = (
  row: Pick<OpeningRow, 'priority' | 'severity' | 'escalation_policy_id' | 'integration_id'>,
): RuledIncident => ({
  priority: row.priority,
  severity: row.severity,
  escalationPolicyId: row.escalation_policy_id,
  integrationId: row.integration_id,
  channelIds: [],
  responderIds: [],
  suppressed: false,
  resolvesAt: null,
  keptFromRules: [],
});

/** What rules have changed, as entries of the timeline. */
export const ruleEntries = (incidentId: string, at: Date, changes: readonly string[]): TimelineEntry[] =>
  changes.map((text) => ({ incidentId, at, type: 'changed', actor: ringdown.name, text }));

type Ruled = Pick<
  IncidentRow,
  'priority' | 'severity' | 'escalation_policy_id' | 'integration_id' | 'suppressed' | 'resolves_at'
> &
  RuleColumns;

/** A row as rules know it. */
export const ruledOf = (row: Ruled): RuledIncident => ({
  priority: row.priority,
  severity: row.severity,
  escalationPolicyId: row.escalation_policy_id,
  integrationId: row.integration_id,
  channelIds: row.rule_channel_ids,
  responderIds: row.responder_ids,
  suppressed: row.suppressed,
  resolvesAt: row.resolves_at,
  keptFromRules: row.kept_from_rules,
});

type RuledColumns = Pick<Ruled, 'priority' | 'severity' | 'escalation_policy_id' | 'integration_id'> & RuleColumns;

/** What rules have made of an incident, as columns other than its deadlines. */
export const ruledColumns = (
  before: Pick<IncidentRow, 'integration_id' | 'arrived_integration_id'>,
  after: RuledIncident,
): RuledColumns => ({
  priority: after.priority,
  severity: after.severity,
  escalation_policy_id: after.escalationPolicyId,
  integration_id: after.integrationId,
  arrived_integration_id:
    before.arrived_integration_id ?? (after.integrationId === before.integration_id ? null : before.integration_id),
  responder_ids: [...after.responderIds],
  rule_channel_ids: [...after.channelIds],
  kept_from_rules: [...after.keptFromRules],
});

/** Where its alerts arrive, whatever it is listed under. */
export const arrivedAt = (row: Pick<IncidentRow, 'integration_id' | 'arrived_integration_id'>): string =>
  row.arrived_integration_id ?? row.integration_id;

/** What rules look at of an incident as it opens. */
export function openingEvent(
  row: Pick<
    IncidentRow,
    'source' | 'line_id' | 'integration_id' | 'title' | 'details' | 'priority' | 'severity' | 'opened_at'
  >,
): RuleEvent {
  const caller = row.source === 'call' && row.details ? valueAt(row.details, ['details', 'caller', 'number']) : null;
  return {
    source: row.source,
    lineId: row.line_id,
    integrationId: row.integration_id,
    title: row.title,
    body: row.details,
    priority: row.priority,
    severity: row.severity,
    caller,
    at: row.opened_at,
    occurrences: 1,
    occurredAt: [row.opened_at.getTime()],
  };
}
