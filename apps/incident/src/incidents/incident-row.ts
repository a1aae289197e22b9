import type { Incident, Priority, Severity } from '@ringdown/contracts';
import type { Sql } from '@ringdown/platform-persistence';

/** One row of `incident`, as Postgres hands it out. */
export interface IncidentRow {
  readonly id: string;
  /** A bigint. */
  readonly number: string;
  readonly title: string;
  readonly status: Incident['status'];
  readonly priority: Priority | null;
  readonly severity: Severity | null;
  readonly integration_id: string;
  /** null = in sync with the integration. */
  readonly escalation_policy_id: string | null;
  readonly source: Incident['source'];
  /** While it is open, alerts of this group (a title, or a sender's own key) are about it, whatever people call it; null = it stays alone. */
  readonly alert_title: string | null;
  /** JSON text, as it was written. */
  readonly details: string | null;
  readonly occurrences: number;
  readonly opened_at: Date;
  readonly last_seen_at: Date;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_by: string | null;
  readonly resolved_at: Date | null;
  readonly resolved_by: string | null;
  readonly line_id: string | null;
}

export type NewIncidentRow = Omit<IncidentRow, 'number'>;

export const incidentColumns = `id, number, title, status, priority, severity, integration_id, escalation_policy_id, source, alert_title,
  details::text as details, occurrences, opened_at, last_seen_at, acknowledged_at, acknowledged_by, resolved_at, resolved_by, line_id`;

/** Inserts all by one statement; answers them with their numbers, which rise in the order given. */
export async function insertIncidents(tx: Sql, incidents: readonly NewIncidentRow[]): Promise<IncidentRow[]> {
  if (incidents.length === 0) return [];
  const numbers = await tx.query<{ id: string; number: string }>(
    `insert into incident (id, title, status, priority, severity, integration_id, escalation_policy_id, source, alert_title,
       details, occurrences, opened_at, last_seen_at, acknowledged_at, acknowledged_by, resolved_at, resolved_by, line_id)
     select id, title, status, priority, severity, integration_id, escalation_policy_id, source, alert_title,
       details::json, occurrences, opened_at, last_seen_at, acknowledged_at, acknowledged_by, resolved_at, resolved_by, line_id
     from json_to_recordset($1) as r(id text, title text, status text, priority text, severity text, integration_id text,
       escalation_policy_id text, source text, alert_title text, details text, occurrences integer, opened_at timestamptz,
       last_seen_at timestamptz, acknowledged_at timestamptz, acknowledged_by text, resolved_at timestamptz, resolved_by text, line_id text)
     returning id, number`,
    [JSON.stringify(incidents)],
  );
  const numberOf = new Map(numbers.map((row) => [row.id, row.number]));
  return incidents.map((incident) => ({ ...incident, number: numberOf.get(incident.id) ?? '0' }));
}
