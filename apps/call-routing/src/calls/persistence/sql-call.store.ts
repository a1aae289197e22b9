import { Injectable } from '@nestjs/common';
import { type Call, deadlineOf, type Step } from '@ringdown/domain-calls';
import { outboxChannel, type OutboxFact } from '@ringdown/platform-messaging';
import { Database } from '@ringdown/platform-persistence';
import { CallStore } from '../call.store.js';
import type { StoredCall } from '../stored-call.js';

interface CallRow {
  readonly state: Call;
  readonly steps: Step[];
  readonly version: number;
  readonly correlation_id: string;
}

const columns = 'state, steps, version, correlation_id';
const toStored = (row: CallRow | undefined): StoredCall | null =>
  row ? { call: row.state, steps: row.steps, version: row.version, correlationId: row.correlation_id } : null;

/** The outbox rows and the bell, only if the call itself was saved: one statement is one transaction and one round trip. */
const andFacts = (first: number): string => `
  , told as (
    insert into outbox (id, subject, data, correlation_id)
    select * from unnest($${first}::text[], $${first + 1}::text[], $${first + 2}::json[], $${first + 3}::text[])
    where exists (select 1 from saved)
    on conflict (id) do nothing
    returning 1
  )
  select (select count(*) from saved)::int as saved,
         case when exists (select 1 from told) then pg_notify($${first + 4}, '') end`;

/** Calls in Postgres, by plain SQL: each step of a call is one statement. */
@Injectable()
export class SqlCallStore extends CallStore {
  constructor(private readonly database: Database) {
    super();
  }

  async load(id: string): Promise<StoredCall | null> {
    const [row] = await this.database.query<CallRow>(`select ${columns} from call where id = $1`, [id]);
    return toStored(row);
  }

  async loadByProvider(provider: string, providerCallId: string): Promise<StoredCall | null> {
    const [row] = await this.database.query<CallRow>(
      `select ${columns} from call where provider = $1 and provider_call_id = $2`,
      [provider, providerCallId],
    );
    return toStored(row);
  }

  insert(stored: StoredCall, facts: readonly OutboxFact[]): Promise<boolean> {
    const { call } = stored;
    return this.save(
      `with saved as (
        insert into call (id, version, state, steps, ended_at, outcome, engaged_user_id, deadline_at,
                          line_id, line_name, provider, provider_call_id, caller_number, caller_name, called_at, correlation_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        on conflict (provider, provider_call_id) do nothing
        returning 1
      )${andFacts(17)}`,
      [
        ...mutable(stored),
        call.lineId,
        call.lineName,
        call.provider,
        call.providerCallId,
        call.caller.number,
        call.caller.name,
        new Date(call.calledAt),
        stored.correlationId,
      ],
      facts,
    );
  }

  update(stored: StoredCall, facts: readonly OutboxFact[]): Promise<boolean> {
    return this.save(
      `with saved as (
        update call set version = $2, state = $3, steps = $4, ended_at = $5, outcome = $6, engaged_user_id = $7, deadline_at = $8
        where id = $1 and version = $2 - 1
        returning 1
      )${andFacts(9)}`,
      mutable(stored),
      facts,
    );
  }

  async notes(id: string): Promise<string> {
    const [row] = await this.database.query<{ notes: string }>('select notes from call where id = $1', [id]);
    return row?.notes ?? '';
  }

  async engagedUserIds(exceptCallId: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      'select distinct engaged_user_id as id from call where ended_at is null and engaged_user_id is not null and id <> $1',
      [exceptCallId],
    );
    return rows.map((row) => row.id);
  }

  async due(before: Date): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      'select id from call where ended_at is null and deadline_at < $1 order by deadline_at limit 200',
      [before],
    );
    return rows.map((row) => row.id);
  }

  private async save(sql: string, values: unknown[], facts: readonly OutboxFact[]): Promise<boolean> {
    const [row] = await this.database.query<{ saved: number }>(sql, [
      ...values,
      facts.map((f) => f.id),
      facts.map((f) => f.subject),
      facts.map((f) => JSON.stringify(f.data)),
      facts.map((f) => f.correlationId),
      outboxChannel(this.database.schema),
    ]);
    return row?.saved === 1;
  }
}

/** The columns that a step may change, in the order of both statements. */
function mutable({ call, steps, version }: StoredCall): unknown[] {
  const deadline = deadlineOf(call);
  const { phase } = call;
  return [
    call.id,
    version,
    JSON.stringify(call),
    JSON.stringify(steps),
    phase.name === 'ended' ? new Date(phase.at) : null,
    call.outcome,
    engagedUser(call),
    deadline && new Date(deadline.at),
  ];
}

function engagedUser({ phase, attempts }: Call): string | null {
  if (phase.name !== 'connected' && phase.name !== 'screening') return null;
  return attempts[phase.attempt - 1]?.user?.id ?? null;
}
