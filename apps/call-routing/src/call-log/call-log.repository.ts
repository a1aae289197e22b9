import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Call as LoggedCall, callsQuery } from '@ringdown/contracts';
import type { Call } from '@ringdown/domain-calls';
import { Clock, DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import { Database, type Sql, type Transaction } from '@ringdown/platform-persistence';
import { Column, Entity, IsNull, Not, PrimaryColumn, Repository, type SelectQueryBuilder, Unique } from 'typeorm';
import type { z } from 'zod';
import { CallEntity } from '../calls/index.js';
import { ContactBook } from '../routing/index.js';
import { toLoggedCall } from './to-logged-call.js';

type CallsQuery = z.output<typeof callsQuery>;

type LoggedRow = Pick<CallEntity, 'state' | 'steps' | 'incidentId' | 'notes' | 'archived'>;

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

const columns = 'state, steps, incident_id as "incidentId", notes, archived';

/** The call log: rows in, contract out. */
@Injectable()
export class CallLogRepository {
  constructor(
    private readonly database: Database,
    @InjectRepository(CallEntity) private readonly calls: Repository<CallEntity>,
    private readonly settings: Settings,
    private readonly contacts: ContactBook,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `not-found` */
  async get(id: string): Promise<LoggedCall> {
    const row = await this.calls.findOneBy({ id });
    if (!row) throw noSuchCall(id);
    return this.toContract(row);
  }

  /** Newest first. */
  async list(query: CallsQuery): Promise<{ items: LoggedCall[]; nextCursor: string | null }> {
    const found = this.calls.createQueryBuilder('call');
    narrow(found, query, query.caller ? this.contacts.numbersOf(query.caller) : []);
    const rows = await found
      .orderBy('call.calledAt', 'DESC')
      .addOrderBy('call.id', 'DESC')
      .limit(query.limit + 1)
      .getMany();
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
    const [row] = await this.database.query<LoggedRow>(
      `update call set archived = coalesce($2, archived), notes = coalesce($3, notes) where id = $1 returning ${columns}`,
      [id, change.archived ?? null, change.notes ?? null],
    );
    if (!row) throw noSuchCall(id);
    return this.toContract(row);
  }

  /** What somebody chose, or null; also where the event of the incident comes later. @throws DomainError `not-found` */
  async showIncident(id: string, incidentId: string | null): Promise<LoggedCall> {
    const [row] = await this.database.query<LoggedRow>(
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
    const row = await this.calls.findOneBy({ id });
    const media = row?.state[kind];
    if (!media) throw new DomainError('not-found', `There is no ${kind} of this call, or not yet.`);
    return { providerUrl: media.providerUrl, providerAccountId: row.state.providerAccountId };
  }

  countLive(lineId: string): Promise<number> {
    return this.calls.countBy({ lineId, endedAt: IsNull() });
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
    tx: Transaction,
    { id, lineId, provider, providerCallId, providerAccountId }: Call,
    deletedAt: Date,
  ): Promise<void> {
    const ids = { callId: id, lineId, provider, providerCallId, providerAccountId };
    await tx.manager.insert(DeletedCallEntity, { ...ids, deletedAt });
    await tx.manager.delete(CallEntity, { id });
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

  private toContract({ state, steps, incidentId, notes, archived }: LoggedRow): LoggedCall {
    const kept = { incidentId, notes, archived, publicUrl: this.settings.publicUrl };
    return toLoggedCall({ ...state, caller: this.contacts.shown(state.caller) }, steps, kept);
  }
}

const noSuchCall = (id: string): DomainError => new DomainError('not-found', `There is no call ${id}.`);

/** `numbersOfCaller` are those of the contacts that are called so now. */
function narrow(calls: SelectQueryBuilder<CallEntity>, query: CallsQuery, numbersOfCaller: readonly string[]): void {
  const { lineId, outcome, from, to, caller, live, archived = false, cursor } = query;
  calls.where({ archived });
  if (lineId) calls.andWhere({ lineId });
  if (outcome) calls.andWhere({ outcome });
  if (from) calls.andWhere('call.calledAt >= :from', { from });
  if (to) calls.andWhere('call.calledAt < :to', { to });
  if (caller) {
    calls.andWhere(
      `(strpos(call.callerNumber, :caller) > 0 or strpos(lower(call.callerAddress), lower(:caller)) > 0
        or strpos(lower(call.callerName), lower(:caller)) > 0 or call.callerNumber = any(:numbersOfCaller))`,
      { caller, numbersOfCaller },
    );
  }
  if (live !== undefined) calls.andWhere({ endedAt: live ? IsNull() : Not(IsNull()) });
  const after = fromCursor(cursor, ['instant', 'text']);
  if (after) calls.andWhere('(call.calledAt, call.id) < (:calledAt, :id)', { calledAt: after[0], id: after[1] });
}
