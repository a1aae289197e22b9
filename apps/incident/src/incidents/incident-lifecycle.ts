import { Injectable } from '@nestjs/common';
import { type actor, type incidentChange, incidentEvents } from '@ringdown/contracts';
import type { StatusVerb } from '@ringdown/domain-incidents';
import { appendToOutbox, outboxEvent } from '@ringdown/platform-messaging';
import { Database, type NotifyingSql, type Sql } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import { IncidentConfiguration } from './incident-configuration.js';
import type { IncidentRow, NewIncidentRow } from './incident.entity.js';
import { incidentEventData } from './incident-events.js';
import { type EditableFields, IncidentRepository, type StatusStamps } from './incident.repository.js';

/** Who did something: a user, the monitor that said resolve, or Ringdown itself. */
export type Actor = z.infer<typeof actor>;

export const ringdown: Actor = { type: 'system', id: null, name: 'Ringdown' };

interface Opening {
  readonly actor: Actor;
  /** For the timeline. */
  readonly text: string;
  readonly callIds: readonly string[];
  readonly correlationId?: string;
}

interface Move {
  readonly verb: StatusVerb;
  readonly at: Date;
  readonly actor: Actor;
  /** Why, for the timeline: `Resolved by Ringdown: <because>`. */
  readonly because?: string;
  readonly correlationId?: string;
}

export type IncidentEdit = z.output<typeof incidentChange>;

const moves = {
  acknowledge: { to: 'acknowledged', type: 'acknowledged', event: incidentEvents.acknowledged, word: 'Acknowledged' },
  resolve: { to: 'resolved', type: 'resolved', event: incidentEvents.resolved, word: 'Resolved' },
  reopen: { to: 'triggered', type: 'reopened', event: incidentEvents.reopened, word: 'Reopened' },
} as const;

/** What happens to one incident, within a transaction of the caller: its row, its timeline, and the event that says so. */
@Injectable()
export class IncidentLifecycle {
  constructor(
    private readonly database: Database,
    private readonly incidents: IncidentRepository,
    private readonly configuration: IncidentConfiguration,
  ) {}

  async open(tx: NotifyingSql, row: NewIncidentRow, opening: Opening): Promise<void> {
    const [incident] = await this.incidents.insert(tx, [row]);
    if (!incident) return;
    const { actor, text, callIds, correlationId } = opening;
    await this.incidents.appendTimeline(tx, [
      { incidentId: incident.id, at: incident.opened_at, type: 'opened', actor: actor.name, text },
    ]);
    const data = incidentEventData(incident, this.configuration.escalationPolicyId(incident), callIds);
    const options = correlationId === undefined ? {} : { correlationId };
    await appendToOutbox(tx, this.database.schema, [outboxEvent(incidentEvents.opened, data, options)]);
  }

  /** Gives an incident that this transaction has locked another status. */
  async move(tx: NotifyingSql, incident: IncidentRow, move: Move): Promise<void> {
    const { verb, at, actor, because, correlationId } = move;
    const { to, type, event, word } = moves[verb];
    const moved = await this.incidents.setStatus(tx, incident.id, to, statusStamps(incident, verb, at, actor.name));
    const text = `${word} by ${actor.name}${because ? `: ${because}` : ''}`;
    await this.incidents.appendTimeline(tx, [{ incidentId: incident.id, at, type, actor: actor.name, text }]);
    const callIds = (await this.incidents.callIds(tx, [incident.id])).get(incident.id) ?? [];
    const data = incidentEventData(moved, this.configuration.escalationPolicyId(moved), callIds);
    const options = correlationId === undefined ? {} : { correlationId };
    await appendToOutbox(tx, this.database.schema, [
      outboxEvent(event, { ...data, at: at.toISOString(), by: actor }, options),
    ]);
  }

  /** Changes what people may change about an incident that this transaction has locked; the timeline says what. */
  async edit(tx: Sql, before: IncidentRow, edit: IncidentEdit, actor: Actor, at: Date): Promise<void> {
    const after = edited(before, edit);
    const changes = editInWords(before, after);
    if (changes.length === 0) return;
    await this.incidents.setFields(tx, before.id, after);
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
}

/** Who acknowledged and resolved when, after `verb`; a reopened incident starts anew. */
export function statusStamps(before: StatusStamps, verb: StatusVerb, at: Date, actorName: string): StatusStamps {
  const { acknowledged_at, acknowledged_by, resolved_at, resolved_by } = before;
  if (verb === 'acknowledge') return { acknowledged_at: at, acknowledged_by: actorName, resolved_at, resolved_by };
  if (verb === 'resolve') return { acknowledged_at, acknowledged_by, resolved_at: at, resolved_by: actorName };
  return { acknowledged_at: null, acknowledged_by: null, resolved_at: null, resolved_by: null };
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
