import { Injectable } from '@nestjs/common';
import type { Call as LoggedCall, callsQuery } from '@ringdown/contracts';
import type { Call, Step } from '@ringdown/domain-calls';
import { Clock, DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import { Database, type Sql } from '@ringdown/platform-persistence';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { z } from 'zod';
import { ContactBook } from '../routing/index.js';
import { toLoggedCall } from './to-logged-call.js';

type CallsQuery = z.output<typeof callsQuery>;

interface LogRow {
  readonly state: Call;
  readonly steps: Step[];
  readonly incident_id: string | null;
  readonly notes: string;
  readonly archived: boolean;
}

/** The ids of a call that was deleted: a trigger keeps it from coming back. */
@Entity('deleted_call')
@Unique('deleted_call_provider_provider_call_id_key', ['provider', 'providerCallId'])
export class DeletedCallEntity {
  @PrimaryColumn('text', { name: 'call_id', primaryKeyConstraintName: 'deleted_call_pkey' })
  readonly callId: string;
  @Column('text', { name: 'line_id' })
  readonly lineId: string;
  @Column('text')
  readonly provider: string;
  @Column('text', { name: 'provider_call_id' })
  readonly providerCallId: string;
  @Column('text', { name: 'provider_account_id' })
  readonly providerAccountId: string;
  @Column('timestamptz', { name: 'deleted_at' })
  readonly deletedAt: Date;
}

interface IncidentLink {
  readonly callId: string;
  readonly incidentId: string;
  /** ISO 8601. */
  readonly openedAt: string;
}

const columns = 'state, steps, incident_id, notes, archived';

/** The call log: SQL in, contract out. */
@Injectable()
export class CallLogRepository {
  constructor(
    private readonly database: Database,
    private readonly settings: Settings,
    private readonly contacts: ContactBook,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `not-found` */
  async get(id: string): Promise<LoggedCall> {
    const [row] = await this.database.query<LogRow>(`select ${columns} from call where id = $1`, [id]);
    if (!row) throw noSuchCall(id);
    return this.toContract(row);
  }

  /** Newest first. */
  async list(query: CallsQuery): Promise<{ items: LoggedCall[]; nextCursor: string | null }> {
    const { sql, values } = where(query, query.caller ? this.contacts.numbersOf(query.caller) : []);
    const rows = await this.database.query<LogRow>(
      `select ${columns} from call ${sql} order by called_at desc, id desc limit ${query.limit + 1}`,
      values,
    );
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1)?.state;
    const more = rows.length > shown.length && last;
    return {
      items: shown.map((row) => this.toContract(row)),
      nextCursor: more ? toCursor([new Date(last.calledAt).toISOString(), last.id]) : null,
    };
  }

  async change(
    id: string,
    change: { archived?: boolean | undefined; notes?: string | undefined },
  ): Promise<LoggedCall> {
    const [row] = await this.database.query<LogRow>(
      `update call set archived = coalesce($2, archived), notes = coalesce($3, notes) where id = $1 returning ${columns}`,
      [id, change.archived ?? null, change.notes ?? null],
    );
    if (!row) throw noSuchCall(id);
    return this.toContract(row);
  }

  /** What somebody chose, or null; also where the event of the incident comes later. @throws DomainError `not-found` */
  async showIncident(id: string, incidentId: string | null): Promise<LoggedCall> {
    const [row] = await this.database.query<LogRow>(
      `update call set incident_id = $2, incident_chosen_at = $3 where id = $1 returning ${columns}`,
      [id, incidentId, this.clock.now()],
    );
    if (!row) throw noSuchCall(id);
    return this.toContract(row);
  }

  /** @throws DomainError `not-found` until the provider has reported it. */
  async media(
    id: string,
    kind: 'recording' | 'voicemail',
  ): Promise<{ providerUrl: string; providerAccountId: string }> {
    const [row] = await this.database.query<Pick<LogRow, 'state'>>('select state from call where id = $1', [id]);
    const media = row?.state[kind];
    if (!row || !media) throw new DomainError('not-found', `There is no ${kind} of this call, or not yet.`);
    return { providerUrl: media.providerUrl, providerAccountId: row.state.providerAccountId };
  }

  async countLive(lineId: string): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      'select count(*)::int as count from call where line_id = $1 and ended_at is null',
      [lineId],
    );
    return row?.count ?? 0;
  }

  /** Locks the call for the transaction. @throws DomainError `not-found` */
  async lock(tx: Sql, id: string): Promise<{ call: Call; correlationId: string }> {
    const [row] = await tx.query<{ state: Call; correlation_id: string }>(
      'select state, correlation_id from call where id = $1 for update',
      [id],
    );
    if (!row) throw noSuchCall(id);
    return { call: row.state, correlationId: row.correlation_id };
  }

  /** Leaves the ids of the call, so that nothing which comes late brings it back. */
  async delete(
    tx: Sql,
    { id, lineId, provider, providerCallId, providerAccountId }: Call,
    deletedAt: Date,
  ): Promise<void> {
    await tx.query(
      `insert into deleted_call (call_id, line_id, provider, provider_call_id, provider_account_id, deleted_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [id, lineId, provider, providerCallId, providerAccountId, deletedAt],
    );
    await tx.query('delete from call where id = $1', [id]);
  }

  /** Leaves alone what somebody has chosen since the incident was opened. */
  async linkIncidents(tx: Sql, links: readonly IncidentLink[]): Promise<void> {
    if (links.length === 0) return;
    await tx.query(
      `update call set incident_id = link.incident_id
       from unnest($1::text[], $2::text[], $3::timestamptz[]) as link(call_id, incident_id, opened_at)
       where call.id = link.call_id
         and (call.incident_chosen_at is null or call.incident_chosen_at < link.opened_at)`,
      [links.map((l) => l.callId), links.map((l) => l.incidentId), links.map((l) => l.openedAt)],
    );
  }

  private toContract(row: LogRow): LoggedCall {
    const { state, steps, incident_id: incidentId, notes, archived } = row;
    const kept = { incidentId, notes, archived, publicUrl: this.settings.publicUrl };
    return toLoggedCall({ ...state, caller: this.contacts.shown(state.caller) }, steps, kept);
  }
}

const noSuchCall = (id: string): DomainError => new DomainError('not-found', `There is no call ${id}.`);

/** `numbersOfCaller` are those of the contacts that are called so now. */
function where(query: CallsQuery, numbersOfCaller: readonly string[]): { sql: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (condition: (n: string) => string, value: unknown): void => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  if (query.lineId) add((n) => `line_id = ${n}`, query.lineId);
  if (query.outcome) add((n) => `outcome = ${n}`, query.outcome);
  if (query.from) add((n) => `called_at >= ${n}`, query.from);
  if (query.to) add((n) => `called_at < ${n}`, query.to);
  if (query.caller) {
    values.push(numbersOfCaller);
    const byContact = `caller_number = any($${values.length})`;
    add(
      (n) => `(strpos(caller_number, ${n}) > 0 or strpos(lower(caller_address), lower(${n})) > 0
               or strpos(lower(caller_name), lower(${n})) > 0 or ${byContact})`,
      query.caller,
    );
  }
  if (query.live !== undefined) conditions.push(query.live ? 'ended_at is null' : 'ended_at is not null');
  conditions.push(query.archived ? 'archived' : 'not archived');
  const after = fromCursor(query.cursor, ['instant', 'text']);
  if (after) {
    values.push(...after);
    conditions.push(`(called_at, id) < ($${values.length - 1}, $${values.length})`);
  }
  return { sql: `where ${conditions.join(' and ')}`, values };
}
