import { Injectable } from '@nestjs/common';
import type { IncidentAnswer, incidentsQuery, OccurrenceAnswer, pageQuery } from '@ringdown/contracts';
import { carryJson, Clock, compactJson } from '@ringdown/kernel';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import { Database } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import { arrivedAt, openingEvent } from './alert-rule-book.js';
import { incidentAnswer } from './incident-answer.js';
import { IncidentConfiguration } from './incident-configuration.js';
import type { IncidentRow } from './incident.entity.js';
import { IncidentRepository } from './incident.repository.js';
import type { OccurrenceRow } from './occurrence.entity.js';
import { OccurrenceRepository, occurrencesKept } from './occurrence.repository.js';
import { timelinesOf } from './timeline.js';

/** Far below what NATS carries (`max_payload`): a page ends early where the details of its incidents are long. */
const pageBytes = 600_000;

/** What people see of incidents. */
@Injectable()
export class IncidentReader {
  constructor(
    private readonly database: Database,
    private readonly incidents: IncidentRepository,
    private readonly occurrences: OccurrenceRepository,
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
    const { shown, nextCursor } = pageOf(rows, query.limit, ({ number }) => number);
    return { items: await this.toAnswers(shown), nextCursor };
  }

  /** Newest first. @throws DomainError `not-found`. */
  async listOccurrences({ id, limit, cursor }: { readonly id: string } & z.output<typeof pageQuery>) {
    await this.incidents.get(id);
    const rows = await this.occurrences.page(id, limit, fromCursor(cursor, ['number'])?.[0] ?? null);
    const { shown, nextCursor } = pageOf(rows, limit, (row) => row.id);
    return { items: shown.map(shownOccurrence), nextCursor };
  }

  /** What alert rules look at: the last time it was seen. @throws DomainError `not-found`. */
  async ruleEvent(id: string) {
    const incident = await this.incidents.get(id);
    const latest = await this.occurrences.latestSeen(id);
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

  private async toAnswers(rows: readonly IncidentRow[]): Promise<IncidentAnswer[]> {
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    const [timelines, calls] = await Promise.all([
      timelinesOf(this.database, ids),
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

/** Of one row more than the limit those that fit; `placeOf` is where the next page goes on. */
function pageOf<Row extends { readonly bytes_so_far: string }>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => string,
): { readonly shown: readonly Row[]; readonly nextCursor: string | null } {
  const shown = rows.slice(0, limit).filter((row, i) => i === 0 || Number(row.bytes_so_far) < pageBytes);
  const last = shown.at(-1);
  return { shown, nextCursor: last && shown.length < rows.length ? toCursor([placeOf(last)]) : null };
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
