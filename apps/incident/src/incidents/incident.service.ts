import { Injectable } from '@nestjs/common';
import type { IncidentAnswer, incidentsQuery, newIncident } from '@ringdown/contracts';
import { changeStatus, type StatusVerb } from '@ringdown/domain-incidents';
import { Clock, DomainError } from '@ringdown/kernel';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import { Database, newId, type NotifyingSql } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import { incidentAnswer } from './incident-answer.js';
import { IncidentConfiguration } from './incident-configuration.js';
import type { IncidentRow, NewIncidentRow } from './incident.entity.js';
import { type Actor, type IncidentEdit, IncidentLifecycle } from './incident-lifecycle.js';
import { IncidentRepository, isSecondOfGroup } from './incident.repository.js';

export type ReportedIncident = z.output<typeof newIncident>;

/** NATS carries 1 MiB an answer: a page ends early where the details of its incidents are long. */
const pageBytes = 600_000;

/** What people see of incidents and do with them. */
@Injectable()
export class IncidentService {
  constructor(
    private readonly database: Database,
    private readonly incidents: IncidentRepository,
    private readonly lifecycle: IncidentLifecycle,
    private readonly configuration: IncidentConfiguration,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `not-found`. */
  async get(id: string): Promise<IncidentAnswer> {
    const [incident] = await this.toAnswers([await this.incidents.get(id)]);
    if (!incident) throw new Error(`incident ${id} has no answer`);
    return incident;
  }

  /** Newest first. */
  async list(query: z.output<typeof incidentsQuery>): Promise<{ items: IncidentAnswer[]; nextCursor: string | null }> {
    const before = fromCursor(query.cursor, ['number'])?.[0] ?? null;
    const rows = await this.incidents.page({ ...query, before });
    const shown = rows.slice(0, query.limit).filter((row, i) => i === 0 || Number(row.bytes_so_far) < pageBytes);
    const last = shown.at(-1);
    const nextCursor = last && shown.length < rows.length ? toCursor([last.number]) : null;
    return { items: await this.toAnswers(shown), nextCursor };
  }

  /**
   * Opens an incident that a person reports; it is never grouped with others.
   * @throws DomainError `invalid` where the integration or the escalation policy does not exist.
   */
  async open(reported: ReportedIncident, actor: Actor): Promise<IncidentAnswer> {
    await this.configuration.assertIntegration(reported.integrationId);
    await this.configuration.assertEscalationPolicy(reported.escalationPolicyId);
    const row = reportedRow(reported, 'manual', this.clock.now());
    await this.database.transaction((tx) =>
      this.lifecycle.open(tx, row, { actor, text: `Opened by ${actor.name}`, callIds: [] }),
    );
    return this.get(row.id);
  }

  /**
   * Acknowledges, resolves or reopens; where it is so already, nothing happens.
   * @throws DomainError `not-found`, or `conflict` where the state does not allow it.
   */
  async changeStatus(id: string, verb: StatusVerb, actor: Actor): Promise<IncidentAnswer> {
    try {
      await this.database.transaction((tx) => this.move(tx, id, verb, actor));
    } catch (error) {
      if (!isSecondOfGroup(error)) throw error;
      await this.incidents.assertOnlyOpenOfItsGroup(this.database, await this.incidents.get(id));
      throw error;
    }
    return this.get(id);
  }

  /** Adds a note to the timeline. @throws DomainError `not-found`. */
  async note(id: string, text: string, actor: Actor): Promise<IncidentAnswer> {
    await this.database.transaction(async (tx) => {
      await this.incidents.lock(tx, id);
      const at = this.clock.now();
      await this.incidents.appendTimeline(tx, [{ incidentId: id, at, type: 'note', actor: actor.name, text }]);
    });
    return this.get(id);
  }

  /** @throws DomainError `not-found`, or `invalid` where the escalation policy does not exist. */
  async edit(id: string, edit: IncidentEdit, actor: Actor): Promise<IncidentAnswer> {
    await this.configuration.assertEscalationPolicy(edit.escalationPolicyId);
    await this.database.transaction(async (tx) => {
      const incident = await this.incidents.lock(tx, id);
      await this.lifecycle.edit(tx, incident, edit, actor, this.clock.now());
    });
    return this.get(id);
  }

  private async move(tx: NotifyingSql, id: string, verb: StatusVerb, actor: Actor): Promise<void> {
    const incident = await this.incidents.lock(tx, id);
    const change = changeStatus(incident.status, verb);
    if (change.kind === 'refused') throw new DomainError('conflict', change.reason);
    if (change.kind === 'unchanged') return;
    if (verb === 'reopen') await this.incidents.assertOnlyOpenOfItsGroup(tx, incident);
    await this.lifecycle.move(tx, incident, { verb, at: this.clock.now(), actor });
  }

  private async toAnswers(rows: readonly IncidentRow[]): Promise<IncidentAnswer[]> {
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    const [timelines, calls] = await Promise.all([
      this.incidents.timelines(ids),
      this.incidents.callIds(this.database, ids),
    ]);
    return rows.map((row) =>
      incidentAnswer(row, {
        escalationPolicyId: this.configuration.escalationPolicyId(row),
        callIds: calls.get(row.id) ?? [],
        timeline: timelines.filter((entry) => entry.incident_id === row.id),
      }),
    );
  }
}

/** The row of an incident that a person opens, by itself or for a call. */
export const reportedRow = (reported: ReportedIncident, source: 'manual' | 'call', now: Date): NewIncidentRow => ({
  id: newId('incident'),
  title: reported.title,
  status: 'triggered',
  priority: reported.priority ?? null,
  severity: reported.severity ?? null,
  integration_id: reported.integrationId,
  escalation_policy_id: reported.escalationPolicyId ?? null,
  source,
  alert_title: null,
  details: reported.body === undefined || reported.body === null ? null : JSON.stringify(reported.body),
  occurrences: 1,
  opened_at: now,
  last_seen_at: now,
  acknowledged_at: null,
  acknowledged_by: null,
  resolved_at: null,
  resolved_by: null,
  line_id: null,
});
