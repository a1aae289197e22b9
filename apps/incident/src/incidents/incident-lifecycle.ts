import { Injectable } from '@nestjs/common';
import { type incidentChange, incidentEvents } from '@ringdown/contracts';
import {
  decideIncident,
  type IncidentCommand,
  minutesAfter,
  openedState,
  type RuledIncident,
} from '@ringdown/domain-incidents';
import { Clock, DomainError } from '@ringdown/kernel';
import {
  appendToOutbox,
  lateMs,
  outboxEvent,
  type OutboxEvent,
  type OutboxEventOptions,
} from '@ringdown/platform-messaging';
import { Database, newId, type NotifyingSql } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import { openingEvent, ruledColumns, ruledOf } from './alert-rule-book.js';
import { type Actor, eventOf, type Happening, ringdown, timelineOf } from './happenings.js';
import { IncidentConfiguration } from './incident-configuration.js';
import type { IncidentRow, NewIncidentRow, OpeningRow, RuleColumns } from './incident.entity.js';
import { incidentEventData } from './incident-events.js';
import {
  type EditableFields,
  IncidentRepository,
  type StatusStamps,
  type StoredState,
  type TimelineEntry,
} from './incident.repository.js';
import { OccurrenceRepository } from './occurrence.repository.js';
import { columnsOf, stateOf } from './stored-state.js';

interface Opening {
  readonly actor: Actor;
  /** For the timeline. */
  readonly text: string;
  readonly callIds: readonly string[];
  /** What a person has set of it, which no alert rule changes: fields as `RuledIncident` has them. */
  readonly setByHand?: readonly string[];
  readonly correlationId?: string;
}

interface Handling {
  readonly at: Date;
  readonly actor: Actor;
  /** Why, for the timeline: `Resolved by Ringdown: <because>`. */
  readonly because?: string;
  readonly correlationId?: string;
}

/** An incident that opens, as it is once whatever is due at once has happened. */
export interface OpenedIncident {
  readonly row: NewIncidentRow;
  readonly happened: readonly Happening[];
}

/** `handled`: as they are then, `unchanged` among them; `refused`: why others do not allow it, by id. */
export interface HandledIncidents {
  readonly handled: readonly IncidentRow[];
  readonly unchanged: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, string>;
}

export type IncidentEdit = z.output<typeof incidentChange>;

/** What happens to one incident, within a transaction of the caller: its row, its timeline, and the events that say so. */
@Injectable()
export class IncidentLifecycle {
  constructor(
    private readonly database: Database,
    private readonly incidents: IncidentRepository,
    private readonly occurrences: OccurrenceRepository,
    private readonly configuration: IncidentConfiguration,
    private readonly clock: Clock,
  ) {}

  async open(tx: NotifyingSql, row: OpeningRow, opening: Opening): Promise<IncidentRow> {
    const untouched = { ...row, ...noRules, suppressed: false, resolves_at: null };
    const before = ruledOf({ ...untouched, kept_from_rules: [...(opening.setByHand ?? [])] });
    const applied = this.configuration.alertRules.apply(openingEvent(row), before);
    const closedBy = applied?.resolvedBy ?? applied?.acknowledgedBy ?? null;
    const opened = this.begin(row, applied?.incident ?? before, closedBy === null);
    const [incident] = await this.incidents.insert(tx, [opened.row]);
    if (!incident) throw new Error(`incident ${row.id} was not inserted`);
    const { actor, text, callIds, correlationId } = opening;
    const changes = applied?.changes ?? [];
    await this.incidents.appendTimeline(tx, [
      { incidentId: incident.id, at: incident.opened_at, type: 'opened', actor: actor.name, text },
      ...ruleEntries(incident.id, incident.opened_at, changes),
    ]);
    await this.occurrences.insert(tx, [
      {
        incident_id: incident.id,
        event_id: newId('event'),
        at: incident.opened_at,
        title: row.title,
        body: row.details,
        priority: row.priority,
        severity: row.severity,
        changes: [text, ...changes],
      },
    ]);
    const data = incidentEventData(incident, this.configuration.escalationPolicyId(incident), callIds);
    const options = optionsOf(correlationId);
    await appendToOutbox(tx, this.database.schema, [outboxEvent(incidentEvents.opened, data, options)]);
    await this.record(tx, [incident], new Map([[incident.id, opened.happened]]), {
      at: this.clock.now(),
      actor: ringdown,
      ...options,
    });
    if (closedBy === null) return incident;
    const command = { type: applied?.resolvedBy ? 'resolve' : 'acknowledge' } as const;
    const because = `the alert rule “${closedBy}”`;
    return this.handle(tx, incident, command, { at: this.clock.now(), actor: ringdown, because, ...options });
  }

  /**
   * Decides whom an incident calls that opens now, as alert rules have made it (null: as it came); a first step without delay is
   * taken with it, where it `takesSteps`.
   */
  begin(opening: OpeningRow, ruled: RuledIncident | null = null, takesSteps = true): OpenedIncident {
    const now = this.clock.now();
    const unmoved = { integration_id: opening.integration_id, arrived_integration_id: null };
    const row = { ...opening, ...(ruled ? ruledColumns(unmoved, ruled) : noRules) };
    const rules = this.configuration.rulesAt(row, now);
    const { resolveAfterMinutes: quietMinutes } = this.configuration.monitor(row.integration_id);
    const quietAt = quietMinutes === null ? null : minutesAfter(row.last_seen_at, quietMinutes);
    const resolvesAt = ruled?.resolvesAt ?? quietAt;
    const state = openedState(rules, row.opened_at, { suppressed: ruled?.suppressed ?? false, resolvesAt });
    const command = takesSteps ? commandAtOpening(row, now) : null;
    const decision = command && decideIncident(state, command, rules, row.acknowledged_at ?? now);
    if (decision?.kind !== 'decided') return { row: { ...row, ...columnsOf(state) }, happened: [] };
    const happened = command?.type === 'deadline' ? decision.happened : [];
    return { row: { ...row, ...columnsOf(decision.state) }, happened };
  }

  /**
   * Does what a command says to an incident that this transaction has locked; where it is so already, nothing. Answers it as it is then.
   * @throws DomainError `conflict` where its state does not allow it.
   */
  async handle(
    tx: NotifyingSql,
    incident: IncidentRow,
    command: IncidentCommand,
    handling: Handling,
  ): Promise<IncidentRow> {
    const { handled, refused } = await this.handleAll(tx, [incident], command, handling);
    const [only] = handled;
    if (!only) throw new DomainError('conflict', refused.get(incident.id) ?? 'The incident does not allow it.');
    return only;
  }

  /** The same for many that this transaction has locked. */
  async handleAll(
    tx: NotifyingSql,
    incidents: readonly IncidentRow[],
    command: IncidentCommand,
    handling: Handling,
  ): Promise<HandledIncidents> {
    const { at, actor } = handling;
    const refused = new Map<string, string>();
    const happened = new Map<string, readonly Happening[]>();
    const states = incidents.flatMap((incident): StoredState[] => {
      const decision = decideIncident(stateOf(incident), command, this.configuration.rulesAt(incident, at), at);
      if (decision.kind === 'refused') {
        refused.set(incident.id, decision.reason);
        return [];
      }
      happened.set(incident.id, decision.happened);
      const stamps = decision.happened.reduce(
        (before, one) => statusStamps(before, one, at, actor.name),
        stampsOf(incident),
      );
      return [{ id: incident.id, status: decision.state.status, ...stamps, ...columnsOf(decision.state) }];
    });
    const handled = await this.incidents.saveStates(tx, states);
    await this.record(tx, handled, happened, handling);
    const unchanged = new Set([...happened].flatMap(([id, all]) => (all.length === 0 ? [id] : [])));
    return { handled, refused, unchanged };
  }

  /** A stored incident as alert rules have made it; nothing is saved. */
  reruled(row: IncidentRow, before: RuledIncident, after: RuledIncident): IncidentRow {
    const at = this.clock.now();
    const changed: IncidentRow = { ...row, ...ruledColumns(row, after) };
    if (changed.status === 'resolved') return { ...changed, suppressed: after.suppressed };
    const timer = after.resolvesAt?.getTime() === before.resolvesAt?.getTime() ? row.resolves_at : after.resolvesAt;
    const commands: IncidentCommand[] = [
      ...(after.suppressed && !row.suppressed ? [{ type: 'suppress' } as const] : []),
      ...(this.policyOf(changed) === this.policyOf(row) ? [] : [{ type: 'policy-chosen' } as const]),
    ];
    const rules = this.configuration.rulesAt(changed, at);
    const state = commands.reduce((state, command) => {
      const decision = decideIncident(state, command, rules, at);
      return decision.kind === 'decided' ? decision.state : state;
    }, stateOf(changed));
    return { ...changed, ...columnsOf(state), resolves_at: timer };
  }

  private policyOf(row: IncidentRow): string | null {
    return this.configuration.escalationPolicyId(row);
  }

  /** Changes what people may change about an incident that this transaction has locked; the timeline says what. */
  async edit(tx: NotifyingSql, before: IncidentRow, edit: IncidentEdit, actor: Actor, at: Date): Promise<IncidentRow> {
    const after = edited(before, edit);
    const changes = editInWords(before, after);
    const kept_from_rules = keptOnceEdited(before.kept_from_rules, edit);
    if (changes.length > 0 || kept_from_rules.length > before.kept_from_rules.length) {
      await this.incidents.setFields(tx, before.id, { ...after, kept_from_rules });
      await this.incidents.appendTimeline(
        tx,
        changes.map((what) => ({
          incidentId: before.id,
          at,
          type: 'changed',
          actor: actor.name,
          text: `${what} by ${actor.name}`,
        })),
      );
    }
    let incident: IncidentRow = { ...before, ...after, kept_from_rules };
    if (before.escalation_policy_id !== after.escalation_policy_id) {
      incident = await this.handle(tx, incident, { type: 'policy-chosen' }, { at, actor });
    }
    if (edit.resolvesAt === undefined) return incident;
    const resolvesAt = edit.resolvesAt === null ? null : new Date(edit.resolvesAt);
    return this.handle(tx, incident, { type: 'resolve-at', at: resolvesAt }, { at, actor });
  }

  /** The events of what happened to an incident, in its order. */
  eventsOf(
    incident: IncidentRow,
    happened: readonly Happening[],
    { at, actor, correlationId }: Handling,
    callIds: readonly string[],
  ): OutboxEvent[] {
    const data = incidentEventData(incident, this.configuration.escalationPolicyId(incident), callIds);
    const options = optionsOf(correlationId);
    return happened.flatMap((one) => {
      const by = 'byItself' in one && one.byItself ? ringdown : actor;
      return eventOf(one, { ...data, at: at.toISOString(), by }, options) ?? [];
    });
  }

  private async record(
    tx: NotifyingSql,
    incidents: readonly IncidentRow[],
    happened: ReadonlyMap<string, readonly Happening[]>,
    handling: Handling,
  ): Promise<void> {
    const changed = incidents.filter(({ id }) => (happened.get(id) ?? []).length > 0);
    if (changed.length === 0) return;
    const of = ({ id }: IncidentRow): readonly Happening[] => happened.get(id) ?? [];
    await this.incidents.appendTimeline(
      tx,
      changed.flatMap((incident) => timelineOf(incident.id, of(incident), handling)),
    );
    const calls = await this.incidents.callIds(
      tx,
      changed.map(({ id }) => id),
    );
    const events = changed.flatMap((incident) =>
      this.eventsOf(incident, of(incident), handling, calls.get(incident.id) ?? []),
    );
    await appendToOutbox(tx, this.database.schema, events);
  }
}

/** As every incident comes: no rule has done anything to it. */
const noRules: RuleColumns = {
  arrived_integration_id: null,
  responder_ids: [],
  rule_channel_ids: [],
  kept_from_rules: [],
};

/** What alert rules have changed, as entries of the timeline. */
export const ruleEntries = (incidentId: string, at: Date, changes: readonly string[]): TimelineEntry[] =>
  changes.map((text) => ({ incidentId, at, type: 'changed', actor: ringdown.name, text }));

/** What a person sets stays over alert rules, also where it is set to what it was. */
function keptOnceEdited(kept: readonly string[], edit: IncidentEdit): string[] {
  const fields = ['priority', 'severity', 'escalationPolicyId', 'resolvesAt'] as const;
  return [...new Set([...kept, ...fields.filter((field) => edit[field] !== undefined)])];
}

/** What one batch of a monitor says of an incident that it opens: that it has ended, or is looked after, or nothing more. */
function commandAtOpening({ status, opened_at: openedAt }: OpeningRow, now: Date): IncidentCommand | null {
  if (status === 'resolved') return { type: 'resolve' };
  if (status === 'acknowledged') return { type: 'acknowledge' };
  // what is late is left to the deadlines, which look whether the news is still on its way
  return now.getTime() - openedAt.getTime() < lateMs ? { type: 'deadline' } : null;
}

const optionsOf = (correlationId: string | undefined): OutboxEventOptions =>
  correlationId === undefined ? {} : { correlationId };

const stampsOf = ({ acknowledged_at, acknowledged_by, resolved_at, resolved_by }: StatusStamps): StatusStamps => ({
  acknowledged_at,
  acknowledged_by,
  resolved_at,
  resolved_by,
});

/** Who acknowledged and resolved when, after what happened; an incident that is nobody's again starts anew. */
export function statusStamps(
  before: StatusStamps,
  happened: Pick<Happening, 'type'> & { readonly byItself?: boolean },
  at: Date,
  actorName: string,
): StatusStamps {
  const name = happened.byItself ? ringdown.name : actorName;
  switch (happened.type) {
    case 'acknowledged':
      return { ...before, acknowledged_at: at, acknowledged_by: name };
    case 'resolved':
      return { ...before, resolved_at: at, resolved_by: name };
    case 'unacknowledged':
    case 'reopened':
      return { acknowledged_at: null, acknowledged_by: null, resolved_at: null, resolved_by: null };
    default:
      return before;
  }
}

/** What the edit leaves out stays; null removes a value. */
const edited = (row: EditableFields, edit: IncidentEdit): EditableFields => ({
  title: edit.title ?? row.title,
  priority: edit.priority === undefined ? row.priority : edit.priority,
  severity: edit.severity === undefined ? row.severity : edit.severity,
  escalation_policy_id: edit.escalationPolicyId === undefined ? row.escalation_policy_id : edit.escalationPolicyId,
});

/** One phrase per change, to be followed by who made it: `Priority changed from none to p1`. */
export function editInWords(before: EditableFields, after: EditableFields): string[] {
  const words: string[] = [];
  if (before.title !== after.title) words.push(`Title changed from “${before.title}” to “${after.title}”`);
  for (const field of ['priority', 'severity'] as const) {
    if (before[field] === after[field]) continue;
    const name = field === 'priority' ? 'Priority' : 'Severity';
    words.push(`${name} changed from ${before[field] ?? 'none'} to ${after[field] ?? 'none'}`);
  }
  if (before.escalation_policy_id !== after.escalation_policy_id) {
    words.push(
      after.escalation_policy_id === null
        ? 'Escalation policy put in sync with the integration'
        : 'Escalation policy changed',
    );
  }
  return words;
}
