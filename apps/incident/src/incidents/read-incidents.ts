import { Injectable } from '@nestjs/common';
import type { Incident, IncidentAnswer, incidentsQuery } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import { Database, type Sql } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import { callIdsOf } from './call-ids.js';
import { IncidentConfiguration } from './incident-configuration.js';
import { carriedDetails } from './incident-facts.js';
import { incidentColumns, type IncidentRow } from './incident-row.js';
import { readTimelines, type TimelineRow, timelineText } from './timeline.js';

type Query = z.output<typeof incidentsQuery>;

/** NATS carries 1 MiB an answer: a page ends early where the details of its incidents are long. */
const pageBytes = 600_000;

/** Incidents as the REST contract shows them. */
@Injectable()
export class ReadIncidents {
  constructor(
    private readonly database: Database,
    private readonly configuration: IncidentConfiguration,
  ) {}

  /** @throws DomainError `not-found`. */
  async get(id: string): Promise<IncidentAnswer> {
    const rows = await this.database.query<IncidentRow>(`select ${incidentColumns} from incident where id = $1`, [id]);
    const [incident] = await this.toIncidents(rows);
    if (!incident) throw noSuchIncident(id);
    return incident;
  }

  /** Newest first. */
  async list(query: Query): Promise<{ items: IncidentAnswer[]; nextCursor: string | null }> {
    const before = fromCursor(query.cursor, ['number'])?.[0] ?? null;
    const rows = await this.database.query<IncidentRow & { readonly bytes_so_far: string }>(
      `select ${incidentColumns}, sum(octet_length(coalesce(to_json(details::text)::text, '')) + octet_length(title)) over (order by number desc) as bytes_so_far
       from incident
       where ($1::bigint is null or number < $1) and ($2::text is null or status = $2)
         and ($3::text is null or integration_id = $3) and ($4::text is null or priority = $4)
         and ($5::text is null or severity = $5) and ($6::text is null or title ilike $6)
       order by number desc limit $7`,
      [
        before,
        query.status ?? null,
        query.integrationId ?? null,
        query.priority ?? null,
        query.severity ?? null,
        query.q ? `%${query.q.replace(/[\\%_]/g, '\\$&')}%` : null,
        query.limit + 1,
      ],
    );
    const shown = rows.slice(0, query.limit).filter((row, i) => i === 0 || Number(row.bytes_so_far) < pageBytes);
    const last = shown.at(-1);
    const nextCursor = last && shown.length < rows.length ? toCursor([last.number]) : null;
    return { items: await this.toIncidents(shown), nextCursor };
  }

  private async toIncidents(rows: readonly IncidentRow[]): Promise<IncidentAnswer[]> {
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    const [timelines, calls] = await Promise.all([readTimelines(this.database, ids), callIdsOf(this.database, ids)]);
    return rows.map((row) => ({
      ...restOf(row),
      escalationPolicyId: this.configuration.escalationPolicyId(row),
      callIds: calls.get(row.id) ?? [],
      ...shownTimeline(timelines.filter((entry) => entry.incident_id === row.id)),
    }));
  }
}

export const noSuchIncident = (id: string): DomainError =>
  new DomainError('not-found', `There is no incident ${id}. See GET /api/v1/incidents.`);

/** Locks the incident until the end of the transaction. @throws DomainError `not-found`. */
export async function lockIncident(tx: Sql, id: string): Promise<IncidentRow> {
  const [row] = await tx.query<IncidentRow>(`select ${incidentColumns} from incident where id = $1 for update`, [id]);
  if (!row) throw noSuchIncident(id);
  return row;
}

const at = (date: Date | null): string | null => date?.toISOString() ?? null;

const restOf = (row: IncidentRow): Omit<IncidentAnswer, 'escalationPolicyId' | 'callIds' | 'timeline'> => ({
  id: row.id,
  number: Number(row.number),
  title: row.title,
  status: row.status,
  priority: row.priority,
  severity: row.severity,
  integrationId: row.integration_id,
  source: row.source,
  ...carriedDetails(row),
  occurrences: row.occurrences,
  openedAt: row.opened_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  acknowledgedAt: at(row.acknowledged_at),
  acknowledgedBy: row.acknowledged_by,
  resolvedAt: at(row.resolved_at),
  resolvedBy: row.resolved_by,
});

function shownTimeline(entries: readonly TimelineRow[]): Pick<Incident, 'timeline' | 'timelineOmitted'> {
  const omitted = Number(entries[0]?.total ?? 0) - entries.length;
  return { timeline: entries.map(shownEntry), ...(omitted > 0 ? { timelineOmitted: omitted } : {}) };
}

const shownEntry = (entry: TimelineRow): Incident['timeline'][number] => ({
  at: entry.at.toISOString(),
  type: entry.type,
  actor: entry.actor,
  text: timelineText(entry),
});
