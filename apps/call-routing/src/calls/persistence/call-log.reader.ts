import { Injectable } from '@nestjs/common';
import type { Call as LoggedCall, callsQuery } from '@ringdown/contracts';
import type { Call, Step } from '@ringdown/domain-calls';
import { Clock, DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import { fromCursor, toCursor } from '@ringdown/platform-http';
import { Database } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import { CallerNames } from '../log/caller-names.js';
import { toLoggedCall } from '../to-logged-call.js';

type CallsQuery = z.output<typeof callsQuery>;

interface LogRow {
  readonly state: Call;
  readonly steps: Step[];
  readonly incident_id: string | null;
  readonly notes: string;
  readonly archived: boolean;
}

const columns = 'state, steps, incident_id, notes, archived';

/** The call log, for reading: SQL in, contract out. */
@Injectable()
export class CallLogReader {
  constructor(
    private readonly database: Database,
    private readonly settings: Settings,
    private readonly names: CallerNames,
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
    const { sql, values } = where(query, query.caller ? this.names.numbersOf(query.caller) : []);
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

  private toContract(row: LogRow): LoggedCall {
    const { state, steps, incident_id: incidentId, notes, archived } = row;
    const kept = { incidentId, notes, archived, publicUrl: this.settings.publicUrl };
    return toLoggedCall({ ...state, caller: this.names.shown(state.caller) }, steps, kept);
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
