import { Injectable } from '@nestjs/common';
import type { incidentsQuery } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { Database, type Sql } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import type { DeadlineColumns, IncidentRow, NewIncidentRow } from './incident.entity.js';

export type IncidentBrief = Pick<IncidentRow, 'id' | 'title' | 'status'> & { readonly number: number };

interface IncidentFilter extends Omit<z.output<typeof incidentsQuery>, 'cursor'> {
  /** Only incidents with a lower number, a bigint. */
  readonly before: string | null;
}

export type StatusStamps = Pick<IncidentRow, 'acknowledged_at' | 'acknowledged_by' | 'resolved_at' | 'resolved_by'>;
/** What is decided about an incident, as it is stored. */
export type StoredState = Pick<IncidentRow, 'id' | 'status'> & StatusStamps & DeadlineColumns;
export type EditableFields = Pick<IncidentRow, 'title' | 'priority' | 'severity' | 'escalation_policy_id'>;

export const incidentColumns = `id, number, title, status, priority, severity, integration_id, escalation_policy_id, source, alert_title,
  details::text as details, occurrences, opened_at, last_seen_at, acknowledged_at, acknowledged_by, resolved_at, resolved_by, line_id,
  suppressed, escalation_step, escalation_round, escalation_due_at, ack_expires_at, resolves_at, muted, muted_until,
  quiet_minutes, quiet_at, arrived_integration_id, responder_ids, rule_channel_ids, kept_from_rules, links::text as links`;

/** What is decided about an incident. */
const stateColumns = `status, acknowledged_at, acknowledged_by, resolved_at, resolved_by, suppressed, escalation_step, escalation_round,
  escalation_due_at, ack_expires_at, resolves_at, muted, muted_until, quiet_minutes, quiet_at`;

const changingColumns = `${stateColumns}, occurrences, last_seen_at, priority, severity, integration_id, escalation_policy_id,
  arrived_integration_id, responder_ids, rule_channel_ids, kept_from_rules`;

/** SQL for what a filter finds, by `filterValues`. */
const filtered = `($1::bigint is null or number < $1) and ($2::text is null or status = $2)
         and ($3::text is null or integration_id = $3) and ($4::text is null or priority = $4)
         and ($5::text is null or severity = $5) and ($6::text is null or title ilike $6)`;

/** SQL for the earliest deadline of an incident, as the index `incident_due` has it; that of quiet has an index of its own. */
const dueAt = 'least(escalation_due_at, ack_expires_at, resolves_at, muted_until)';
/** What flaps and has recovered notifies nobody: `nextDeadline`. The version before leaves `quiet_at` on what it resolves. */
const dueOnceRecovered = 'least(resolves_at, muted_until, quiet_at)';
const isRecovered = `quiet_at is not null and status <> 'resolved'`;

/** Incidents with the ids of their calls. Methods that take `tx` belong to a transaction of the caller. */
@Injectable()
export class IncidentRepository {
  constructor(private readonly database: Database) {}

  /** Inserts all by one statement; answers them with their numbers, which rise in the order given. */
  async insert(tx: Sql, incidents: readonly NewIncidentRow[]): Promise<IncidentRow[]> {
    if (incidents.length === 0) return [];
    const numbers = await tx.query<{ id: string; number: string }>(
      `insert into incident (id, title, status, priority, severity, integration_id, escalation_policy_id, source, alert_title,
         details, occurrences, opened_at, last_seen_at, acknowledged_at, acknowledged_by, resolved_at, resolved_by, line_id,
         suppressed, escalation_step, escalation_round, escalation_due_at, ack_expires_at, resolves_at, muted, muted_until,
         quiet_minutes, quiet_at, arrived_integration_id, responder_ids, rule_channel_ids, kept_from_rules, links)
       select id, title, status, priority, severity, integration_id, escalation_policy_id, source, alert_title,
         details::json, occurrences, opened_at, last_seen_at, acknowledged_at, acknowledged_by, resolved_at, resolved_by, line_id,
         suppressed, escalation_step, escalation_round, escalation_due_at, ack_expires_at, resolves_at, muted, muted_until,
         quiet_minutes, quiet_at, arrived_integration_id, responder_ids, rule_channel_ids, kept_from_rules, links::json
       from json_to_recordset($1) as r(id text, title text, status text, priority text, severity text, integration_id text,
         escalation_policy_id text, source text, alert_title text, details text, occurrences integer, opened_at timestamptz,
         last_seen_at timestamptz, acknowledged_at timestamptz, acknowledged_by text, resolved_at timestamptz, resolved_by text, line_id text,
         suppressed boolean, escalation_step integer, escalation_round integer, escalation_due_at timestamptz, ack_expires_at timestamptz,
         resolves_at timestamptz, muted boolean, muted_until timestamptz, quiet_minutes integer, quiet_at timestamptz,
         arrived_integration_id text, responder_ids text[],
         rule_channel_ids text[], kept_from_rules text[], links text)
       returning id, number`,
      [JSON.stringify(incidents)],
    );
    const numberOf = new Map(numbers.map((row) => [row.id, row.number]));
    return incidents.map((incident) => ({ ...incident, number: numberOf.get(incident.id) ?? '0' }));
  }

  /** @throws DomainError `not-found`. */
  async get(id: string): Promise<IncidentRow> {
    const [row] = await this.database.query<IncidentRow>(`select ${incidentColumns} from incident where id = $1`, [id]);
    if (!row) throw noSuchIncident(id);
    return row;
  }

  /** Locks the incident until the end of the transaction. @throws DomainError `not-found`. */
  async lock(tx: Sql, id: string): Promise<IncidentRow> {
    const [row] = await tx.query<IncidentRow>(`select ${incidentColumns} from incident where id = $1 for update`, [id]);
    if (!row) throw noSuchIncident(id);
    return row;
  }

  /** Locks those that are there until the end of the transaction, in one order, so that two cannot block each other. */
  lockAll(tx: Sql, ids: readonly string[]): Promise<IncidentRow[]> {
    return tx.query<IncidentRow>(
      `select ${incidentColumns} from incident where id = any($1::text[]) order by id for update`,
      [ids],
    );
  }

  /** The ids of those that a filter finds, newest first. */
  async ids(filter: Omit<IncidentFilter, 'before'>): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select id from incident where ${filtered} order by number desc limit $7`,
      filterValues({ ...filter, before: null }, filter.limit),
    );
    return rows.map(({ id }) => id);
  }

  /** Newest first, one more than the limit where there are more. `bytes_so_far`: how long an answer with the rows up to here is. */
  page(filter: IncidentFilter): Promise<(IncidentRow & { readonly bytes_so_far: string })[]> {
    return this.database.query(
      `select ${incidentColumns}, sum(octet_length(coalesce(to_json(details::text)::text, '')) + octet_length(title)) over (order by number desc) as bytes_so_far
       from incident
       where ${filtered}
       order by number desc limit $7`,
      filterValues(filter, filter.limit + 1),
    );
  }

  /** Saves all by one statement; answers them as they are then, in the order given. */
  async saveStates(tx: Sql, states: readonly StoredState[]): Promise<IncidentRow[]> {
    if (states.length === 0) return [];
    const rows = await tx.query<IncidentRow>(
      `update incident set (${stateColumns}) = (select ${stateColumns} from json_populate_record(null::incident, state))
       from json_array_elements($1) as state where id = state ->> 'id' returning ${incidentColumns}`,
      [JSON.stringify(states)],
    );
    const saved = new Map(rows.map((row) => [row.id, row]));
    return states.flatMap(({ id }) => saved.get(id) ?? []);
  }

  /** Saves all but the title and the details of locked incidents, by one statement; answers them as they are then. */
  async saveAll(tx: Sql, incidents: readonly Omit<IncidentRow, 'details'>[]): Promise<IncidentRow[]> {
    if (incidents.length === 0) return [];
    return tx.query<IncidentRow>(
      `update incident set (${changingColumns}) = (select ${changingColumns} from json_populate_record(null::incident, saved))
       from json_array_elements($1) as saved where id = saved ->> 'id' returning ${incidentColumns}`,
      [JSON.stringify(incidents)],
    );
  }

  /** Those of these ids that are there. */
  async existing(tx: Sql, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ id: string }>('select id from incident where id = any($1::text[])', [ids]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Those with these ids, and those with these numbers. */
  brief(of: { readonly ids: readonly string[]; readonly numbers: readonly number[] }): Promise<IncidentBrief[]> {
    return this.database.query<IncidentBrief>(
      `select id, number::integer as number, title, status from incident
       where id = any($1::text[]) or number = any($2::bigint[]) order by number desc`,
      [of.ids, of.numbers],
    );
  }

  /** The incidents of which a deadline is over, the longest over first. */
  async due(now: Date, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select id from incident where (${dueAt} <= $1 and quiet_at is null) or (${dueOnceRecovered} <= $1 and ${isRecovered})
       order by least(${dueAt}, quiet_at) limit $2`,
      [now, limit],
    );
    return rows.map(({ id }) => id);
  }

  async setFields(tx: Sql, id: string, fields: EditableFields & Pick<IncidentRow, 'kept_from_rules'>): Promise<void> {
    await tx.query(
      `update incident set title = $2, priority = $3, severity = $4, escalation_policy_id = $5, kept_from_rules = $6 where id = $1`,
      [id, fields.title, fields.priority, fields.severity, fields.escalation_policy_id, fields.kept_from_rules],
    );
  }

  /** A person sets this: `kept_from_rules` as `keptOnceEdited` has it. */
  async rate(tx: Sql, ids: readonly string[], field: 'priority' | 'severity', value: string | null): Promise<void> {
    await tx.query(
      `update incident set ${field} = $2, kept_from_rules = array_append(array_remove(kept_from_rules, $3), $3)
       where id = any($1::text[])`,
      [ids, value, field],
    );
  }

  async setResponders(
    tx: Sql,
    id: string,
    responderIds: readonly string[],
    keptFromRules: readonly string[],
  ): Promise<void> {
    await tx.query('update incident set responder_ids = $2, kept_from_rules = $3 where id = $1', [
      id,
      responderIds,
      keptFromRules,
    ]);
  }

  /** @throws DomainError `conflict` with the id of another open incident of that integration and title. */
  async assertOnlyOpenOfItsGroup(sql: Sql, incident: IncidentRow): Promise<void> {
    const [other] = await sql.query<{ id: string }>(
      `select id from incident where alert_title is not null and status <> 'resolved' and coalesce(arrived_integration_id, integration_id) = $1
         and alert_title_hash = hash_of_title($2) and id <> $3`,
      [incident.arrived_integration_id ?? incident.integration_id, incident.alert_title, incident.id],
    );
    if (!other) return;
    throw new DomainError('conflict', `Incident ${other.id} of this integration and title is open; resolve it first.`);
  }

  /** The ids of the calls of each incident. */
  async callIds(sql: Sql, incidentIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
    const rows = await sql.query<{ incident_id: string; call_ids: string[] }>(
      `select incident_id, array_agg(call_id order by call_id) as call_ids from incident_call
       where incident_id = any($1::text[]) group by incident_id`,
      [incidentIds],
    );
    return new Map(rows.map((row) => [row.incident_id, row.call_ids]));
  }
}

const filterValues = (filter: IncidentFilter, limit: number): unknown[] => [
  filter.before,
  filter.status ?? null,
  filter.integrationId ?? null,
  filter.priority ?? null,
  filter.severity ?? null,
  filter.q ? `%${filter.q.replace(/[\\%_]/g, '\\$&')}%` : null,
  limit,
];

/** True where two incidents of a group were opened or reopened at once, and the index let one through. */
export const isSecondOfGroup = (error: unknown): boolean =>
  (error as { constraint?: unknown } | null)?.constraint === 'incident_open_group';

const noSuchIncident = (id: string): DomainError =>
  new DomainError('not-found', `There is no incident ${id}. See GET /api/v1/incidents.`);
