import { Injectable } from '@nestjs/common';
import { type Incident, incidentEvents } from '@ringdown/contracts';
import { changeStatus, type IncidentStatus, type StatusVerb } from '@ringdown/domain-incidents';
import { Clock, DomainError } from '@ringdown/kernel';
import { appendToOutbox, fact } from '@ringdown/platform-messaging';
import { Database, type Sql } from '@ringdown/platform-persistence';
import type { Actor } from './actor.js';
import { callIdsOf } from './call-ids.js';
import { IncidentConfiguration } from './incident-configuration.js';
import { incidentFacts } from './incident-facts.js';
import { incidentColumns, type IncidentRow } from './incident-row.js';
import { assertOnlyOpenOfItsGroup, isSecondOfGroup } from './one-open-group.js';
import { lockIncident, ReadIncidents } from './read-incidents.js';
import { statusStamps } from './status-stamps.js';
import { appendTimeline } from './timeline.js';

const events = {
  acknowledge: { type: 'acknowledged', event: incidentEvents.acknowledged, word: 'Acknowledged' },
  resolve: { type: 'resolved', event: incidentEvents.resolved, word: 'Resolved' },
  reopen: { type: 'reopened', event: incidentEvents.reopened, word: 'Reopened' },
} as const;

/** Acknowledges, resolves or reopens an incident; what is so already stays so without a word. */
@Injectable()
export class ChangeIncidentStatus {
  constructor(
    private readonly database: Database,
    private readonly configuration: IncidentConfiguration,
    private readonly incidents: ReadIncidents,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `not-found`, or `conflict` where the state does not allow it. */
  async execute(id: string, verb: StatusVerb, by: Actor): Promise<Incident> {
    try {
      await this.database.transaction((tx) => this.change(tx, id, verb, by));
    } catch (error) {
      if (!isSecondOfGroup(error)) throw error;
      await assertOnlyOpenOfItsGroup(this.database, await lockIncident(this.database, id));
      throw error;
    }
    return this.incidents.get(id);
  }

  private async change(tx: Sql, id: string, verb: StatusVerb, by: Actor): Promise<void> {
    const incident = await lockIncident(tx, id);
    const change = changeStatus(incident.status, verb);
    if (change.kind === 'refused') throw new DomainError('conflict', change.reason);
    if (change.kind === 'unchanged') return;
    if (verb === 'reopen') await assertOnlyOpenOfItsGroup(tx, incident);
    const at = this.clock.now();
    const changed = await this.save(tx, incident, change.status, statusStamps(incident, verb, at, by.name));
    const { type, event, word } = events[verb];
    await appendTimeline(tx, [{ incidentId: id, at, type, actor: by.name, text: `${word} by ${by.name}` }]);
    const callIds = (await callIdsOf(tx, [id])).get(id) ?? [];
    const facts = incidentFacts(changed, this.configuration.escalationPolicyId(changed), callIds);
    await appendToOutbox(tx, this.database.schema, [fact(event, { ...facts, at: at.toISOString(), by })]);
  }

  private async save(
    tx: Sql,
    incident: IncidentRow,
    status: IncidentStatus,
    stamps: ReturnType<typeof statusStamps>,
  ): Promise<IncidentRow> {
    const [changed] = await tx.query<IncidentRow>(
      `update incident set status = $2, acknowledged_at = $3, acknowledged_by = $4, resolved_at = $5, resolved_by = $6
       where id = $1 returning ${incidentColumns}`,
      [incident.id, status, stamps.acknowledged_at, stamps.acknowledged_by, stamps.resolved_at, stamps.resolved_by],
    );
    return changed ?? incident;
  }
}
