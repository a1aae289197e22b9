import { Injectable } from '@nestjs/common';
import type { IncidentAnswer, incidentChange } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { Database, type Sql } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import type { Actor } from './actor.js';
import { editInWords } from './edit-in-words.js';
import { IncidentConfiguration } from './incident-configuration.js';
import type { IncidentRow } from './incident-row.js';
import { lockIncident, ReadIncidents } from './read-incidents.js';
import { appendTimeline } from './timeline.js';

export type IncidentEdit = z.output<typeof incidentChange>;

/** Changes what people may change about an incident; the timeline says what. */
@Injectable()
export class EditIncident {
  constructor(
    private readonly database: Database,
    private readonly configuration: IncidentConfiguration,
    private readonly incidents: ReadIncidents,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `not-found`, or `invalid` where the escalation policy does not exist. */
  async execute(id: string, edit: IncidentEdit, by: Actor): Promise<IncidentAnswer> {
    await this.configuration.assertEscalationPolicy(edit.escalationPolicyId);
    await this.database.transaction((tx) => this.change(tx, id, edit, by));
    return this.incidents.get(id);
  }

  private async change(tx: Sql, id: string, edit: IncidentEdit, by: Actor): Promise<void> {
    const before = await lockIncident(tx, id);
    const after = edited(before, edit);
    const words = editInWords(before, after);
    if (words.length === 0) return;
    await tx.query(
      'update incident set title = $2, priority = $3, severity = $4, escalation_policy_id = $5 where id = $1',
      [id, after.title, after.priority, after.severity, after.escalation_policy_id],
    );
    const at = this.clock.now();
    const entry = (text: string) => ({ incidentId: id, at, type: 'changed' as const, actor: by.name, text });
    await appendTimeline(
      tx,
      words.map((what) => entry(`${what} by ${by.name}`)),
    );
  }
}

/** What the edit leaves out stays; null takes a value away. */
const edited = (row: IncidentRow, edit: IncidentEdit): IncidentRow => ({
  ...row,
  title: edit.title ?? row.title,
  priority: edit.priority === undefined ? row.priority : edit.priority,
  severity: edit.severity === undefined ? row.severity : edit.severity,
  escalation_policy_id: edit.escalationPolicyId === undefined ? row.escalation_policy_id : edit.escalationPolicyId,
});
