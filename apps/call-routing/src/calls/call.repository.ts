import type { BusyResponder } from '@ringdown/domain-calls';
import { type OutboxEvent, outboxChannel } from '@ringdown/platform-messaging';
import type { StoredCall } from './stored-call.js';
import type { NotifyingSql } from '@ringdown/platform-persistence';
import { callColumns, type CallRow, changing, insertCall, lasting, setChanging, toStored } from './call.entity.js';

/** Where calls are kept. A save and its events are one transaction. */
export abstract class CallRepository {
  abstract load(id: string): Promise<StoredCall | null>;
  abstract loadByProvider(provider: string, providerCallId: string): Promise<StoredCall | null>;
  /** False when a call of this provider id is there already. */
  abstract insert(stored: StoredCall, outboxEvents: readonly OutboxEvent[]): Promise<boolean>;
  /** False when `stored.version - 1` is no longer the current version. */
  abstract update(stored: StoredCall, outboxEvents: readonly OutboxEvent[]): Promise<boolean>;
  /** What people have written about the call meanwhile. */
  abstract notes(id: string): Promise<string>;
  /** Who of these talks or is being screened on a live call other than this one. */
  abstract busyResponders(exceptCallId: string, userIds: readonly string[]): Promise<BusyResponder[]>;
  /** Live calls of which nothing was heard since that instant; `isAll` false where there may be more. */
  abstract silentSince(at: Date): Promise<{ readonly callIds: readonly string[]; readonly isAll: boolean }>;
  /** Live calls whose deadline was over at that instant. */
  abstract due(before: Date): Promise<string[]>;
}

/** The outbox rows, only if the call itself was saved: one statement is one transaction and one round trip. */
const andOutboxEvents = (first: number): string => `
  , published as (
    insert into outbox (id, subject, data, correlation_id)
    select * from unnest($${first}::text[], $${first + 1}::text[], $${first + 2}::json[], $${first + 3}::text[])
    where exists (select 1 from saved)
    on conflict (id) do nothing
  )
  select count(*)::int as saved from saved`;

/** In epoch milliseconds, from where the call itself keeps it; a state without it was heard of never. */
const lastSignAt = "coalesce((state ->> 'lastSignAt')::float8, 0)";
const mostAtOnce = 2000;

/** Calls in Postgres, by plain SQL: each step of a call is one statement. */
export class SqlCallRepository extends CallRepository {
  constructor(private readonly sql: NotifyingSql & { readonly schema: string }) {
    super();
  }

  async load(id: string): Promise<StoredCall | null> {
    const [row] = await this.sql.query<CallRow>(`select ${callColumns} from call where id = $1`, [id]);
    return row ? toStored(row) : null;
  }

  async loadByProvider(provider: string, providerCallId: string): Promise<StoredCall | null> {
    const [row] = await this.sql.query<CallRow>(
      `select ${callColumns} from call where provider = $1 and provider_call_id = $2`,
      [provider, providerCallId],
    );
    return row ? toStored(row) : null;
  }

  insert(stored: StoredCall, outboxEvents: readonly OutboxEvent[]): Promise<boolean> {
    const values = [...changing(stored), ...lasting(stored)];
    return this.save(`with saved as (${insertCall})${andOutboxEvents(values.length + 1)}`, values, outboxEvents);
  }

  update(stored: StoredCall, outboxEvents: readonly OutboxEvent[]): Promise<boolean> {
    const values = changing(stored);
    return this.save(
      `with saved as (
        update call set ${setChanging} where id = $1 and version = $2 - 1 returning 1
      )${andOutboxEvents(values.length + 1)}`,
      values,
      outboxEvents,
    );
  }

  async notes(id: string): Promise<string> {
    const [row] = await this.sql.query<{ notes: string }>('select notes from call where id = $1', [id]);
    return row?.notes ?? '';
  }

  busyResponders(exceptCallId: string, userIds: readonly string[]): Promise<BusyResponder[]> {
    return this.sql.query<BusyResponder>(
      `select id as "callId", busy_user_id as "userId", ${lastSignAt} as "lastSignAt" from call
       where ended_at is null and busy_user_id = any($2) and id <> $1`,
      [exceptCallId, userIds],
    );
  }

  async silentSince(at: Date): Promise<{ callIds: string[]; isAll: boolean }> {
    const rows = await this.sql.query<{ id: string }>(
      `select id from call where ended_at is null and ${lastSignAt} < $1 order by called_at desc limit ${mostAtOnce + 1}`,
      [at.getTime()],
    );
    return { callIds: rows.slice(0, mostAtOnce).map((row) => row.id), isAll: rows.length <= mostAtOnce };
  }

  async due(before: Date): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'select id from call where ended_at is null and deadline_at < $1 order by deadline_at limit 200',
      [before],
    );
    return rows.map((row) => row.id);
  }

  private async save(sql: string, values: unknown[], outboxEvents: readonly OutboxEvent[]): Promise<boolean> {
    const [row] = await this.sql.query<{ saved: number }>(sql, [
      ...values,
      outboxEvents.map((f) => f.id),
      outboxEvents.map((f) => f.subject),
      outboxEvents.map((f) => JSON.stringify(f.data)),
      outboxEvents.map((f) => f.correlationId),
    ]);
    if (row?.saved !== 1) return false;
    if (outboxEvents.length > 0) this.sql.notify(outboxChannel(this.sql.schema));
    return true;
  }
}
