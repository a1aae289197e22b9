import { Injectable } from '@nestjs/common';
import type { IncidentAnswer, incidentsQuery, newIncident, OccurrenceAnswer, pageQuery } from '@ringdown/contracts';
import type { IncidentCommand } from '@ringdown/domain-incidents';
import { carryJson, Clock, compactJson } from '@ringdown/kernel';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import { Database, newId } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import type { Actor } from './happenings.js';
import { arrivedAt, openingEvent } from './alert-rule-book.js';
import { incidentAnswer } from './incident-answer.js';
import { IncidentConfiguration } from './incident-configuration.js';
import { IncidentDeadlines } from './incident-deadlines.js';
import type { IncidentRow, OpeningRow } from './incident.entity.js';
import type { IncidentEdit } from './incident-edit.js';
import { IncidentLifecycle } from './incident-lifecycle.js';
import { IncidentRepository, isSecondOfGroup } from './incident.repository.js';
import type { OccurrenceRow } from './occurrence.entity.js';
import { OccurrenceRepository, occurrencesKept } from './occurrence.repository.js';

export type ReportedIncident = z.output<typeof newIncident>;

/** NATS carries 1 MiB an answer: a page ends early where the details of its incidents are long. */
const pageBytes = 600_000;

/** What people see of incidents and do with them. */
@Injectable()
export class IncidentService {
  constructor(
    private readonly database: Database,
    private readonly incidents: IncidentRepository,
    private readonly occurrences: OccurrenceRepository,
    private readonly lifecycle: IncidentLifecycle,
    private readonly configuration: IncidentConfiguration,
    private readonly deadlines: IncidentDeadlines,
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
    const opened = await this.database.transaction((tx) =>
      this.lifecycle.open(tx, row, {
        actor,
        text: `Opened by ${actor.name}`,
        callIds: [],
        setByHand: setByHand(reported),
      }),
    );
    return this.changed(opened);
  }

  /**
   * Does what a person says to an incident; where it is so already, nothing happens.
   * @throws DomainError `not-found`, or `conflict` where the state does not allow it.
   */
  async handle(id: string, command: IncidentCommand, actor: Actor, because?: string): Promise<IncidentAnswer> {
    try {
      const handled = await this.database.transaction(async (tx) => {
        const incident = await this.incidents.lock(tx, id);
        if (command.type === 'reopen') await this.incidents.assertOnlyOpenOfItsGroup(tx, incident);
        return this.lifecycle.handle(tx, incident, command, {
          at: this.clock.now(),
          actor,
          ...(because === undefined ? {} : { because }),
        });
      });
      return await this.changed(handled);
    } catch (error) {
      if (!isSecondOfGroup(error)) throw error;
      await this.incidents.assertOnlyOpenOfItsGroup(this.database, await this.incidents.get(id));
      throw error;
    }
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
    const edited = await this.database.transaction(async (tx) => {
      const incident = await this.incidents.lock(tx, id);
      return this.lifecycle.edit(tx, incident, edit, actor, this.clock.now());
    });
    return this.changed(edited);
  }

  /** Who looks after it; whoever is taken away is not made one again by an alert rule. @throws DomainError `not-found`. */
  async setResponders(id: string, userIds: readonly string[], actor: Actor): Promise<IncidentAnswer> {
    await this.database.transaction(async (tx) => {
      const { responder_ids: before, kept_from_rules: kept } = await this.incidents.lock(tx, id);
      const after = [...new Set(userIds)];
      if (after.length === before.length && after.every((one) => before.includes(one))) return;
      const settled = [...before, ...after].map((one) => `responder:${one}`);
      await this.incidents.setResponders(tx, id, after, [...new Set([...kept, ...settled])]);
      const names = this.configuration.responders(after).map(({ name }) => name);
      const text = `Responders set to ${names.length > 0 ? names.join(', ') : 'nobody'} by ${actor.name}`;
      const at = this.clock.now();
      await this.incidents.appendTimeline(tx, [{ incidentId: id, at, type: 'changed', actor: actor.name, text }]);
    });
    return this.get(id);
  }

  /** Newest first. @throws DomainError `not-found`. */
  async listOccurrences({ id, limit, cursor }: { readonly id: string } & z.output<typeof pageQuery>) {
    await this.incidents.get(id);
    const rows = await this.occurrences.page(id, limit, fromCursor(cursor, ['number'])?.[0] ?? null);
    const shown = rows.slice(0, limit).filter((row, i) => i === 0 || Number(row.bytes_so_far) < pageBytes);
    const last = shown.at(-1);
    const nextCursor = last && shown.length < rows.length ? toCursor([last.id]) : null;
    return { items: shown.map(shownOccurrence), nextCursor };
  }

  /** What alert rules look at: the latest occurrence. @throws DomainError `not-found`. */
  async ruleEvent(id: string) {
    const incident = await this.incidents.get(id);
    const [latest] = await this.occurrences.page(id, 1, null);
    const event = openingEvent(incident);
    return {
      ...event,
      ...(latest
        ? { title: latest.title, body: latest.body, priority: latest.priority, severity: latest.severity }
        : {}),
      integrationId: arrivedAt(incident),
      at: (latest?.at ?? incident.last_seen_at).toISOString(),
      occurrences: incident.occurrences,
      occurredAt: await this.occurrences.timesOf(id, occurrencesKept.most),
    };
  }

  private async changed(incident: IncidentRow): Promise<IncidentAnswer> {
    await this.deadlines.schedule([incident]);
    return this.get(incident.id);
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
        steps: this.configuration.rulesAt(row, this.clock.now()).policy?.steps.length ?? 0,
        callIds: calls.get(row.id) ?? [],
        responders: this.configuration.responders(row.responder_ids),
        timeline: timelines.filter((entry) => entry.incident_id === row.id),
      }),
    );
  }
}

function shownOccurrence(row: OccurrenceRow): OccurrenceAnswer {
  const { value, text } = carryJson(compactJson(row.body ?? 'null'));
  return {
    id: row.event_id,
    at: row.at.toISOString(),
    title: row.title,
    ...(text === undefined ? { body: value } : { body: null, bodyJson: text }),
    priority: row.priority,
    severity: row.severity,
    changes: row.changes,
  };
}

/** What a person has said of an incident as it opens, which stays over alert rules. */
export const setByHand = (reported: ReportedIncident): string[] =>
  (['priority', 'severity', 'escalationPolicyId'] as const).filter((field) => reported[field] !== undefined);

/** The row of an incident that a person opens, by itself or for a call. */
export const reportedRow = (reported: ReportedIncident, source: 'manual' | 'call', now: Date): OpeningRow => ({
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
