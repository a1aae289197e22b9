import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@ringdown/platform-persistence';
import type { Heartbeat } from './heartbeat.js';

/** A heartbeat as it was left by the last look, and the newest ping since. */
export interface StoredHeartbeat {
  readonly integrationId: string;
  readonly heartbeat: Heartbeat | null;
  readonly ping: Date | null;
}

interface Row {
  readonly integration_id: string;
  readonly last_seen_at: Date | null;
  readonly unheard_ms: number;
  readonly unheard_until: Date | null;
  readonly missing_since: Date | null;
  readonly ping: Date | null;
}

/** The tables `heartbeat` and `heartbeat_watch`; pings are rows of `received_event`. */
@Injectable()
export class HeartbeatRepository {
  constructor(private readonly database: Database) {}

  /** All by one statement, that looks into an index once for each. A test or a replay is no ping. */
  async all(integrationIds: readonly string[], sql: Sql = this.database): Promise<StoredHeartbeat[]> {
    const rows = await sql.query<Row>(
      `select asked.id as integration_id, h.last_seen_at, h.unheard_ms::double precision, h.unheard_until, h.missing_since,
         (select max(received_at) from received_event e
          where e.integration_id = asked.id and e.read_as = 'heartbeat' and e.via = 'http'
            and e.received_at > coalesce(h.last_seen_at, '-infinity')) as ping
       from unnest($1::text[]) as asked (id) left join heartbeat h on h.integration_id = asked.id`,
      [integrationIds],
    );
    return rows.map((row) => ({ integrationId: row.integration_id, heartbeat: heartbeatOf(row), ping: row.ping }));
  }

  async put(sql: Sql, changed: ReadonlyMap<string, Heartbeat>): Promise<void> {
    if (changed.size === 0) return;
    const rows = [...changed].map(([integrationId, heartbeat]) => ({ integrationId, ...heartbeat }));
    await sql.query(
      `insert into heartbeat (integration_id, last_seen_at, unheard_ms, unheard_until, missing_since)
       select "integrationId", "lastSeenAt", "unheardMs", "unheardUntil", "missingSince"
       from json_to_recordset($1) as r("integrationId" text, "lastSeenAt" timestamptz, "unheardMs" bigint,
         "unheardUntil" timestamptz, "missingSince" timestamptz)
       on conflict (integration_id) do update set last_seen_at = excluded.last_seen_at, unheard_ms = excluded.unheard_ms,
         unheard_until = excluded.unheard_until, missing_since = excluded.missing_since`,
      [JSON.stringify(rows)],
    );
  }

  /** When somebody looked last; until the end of the transaction nobody else does. */
  async lockWatch(sql: Sql): Promise<Date | null> {
    const [row] = await sql.query<{ looked_at: Date | null }>('select looked_at from heartbeat_watch for update');
    return row?.looked_at ?? null;
  }

  async look(sql: Sql, now: Date): Promise<void> {
    await sql.query('update heartbeat_watch set looked_at = $1', [now]);
  }

  /** Those of integrations that are no heartbeats any more. */
  async forgetOthers(integrationIds: readonly string[]): Promise<void> {
    await this.database.query('delete from heartbeat where integration_id <> all($1::text[])', [integrationIds]);
  }
}

function heartbeatOf({ last_seen_at, unheard_ms, unheard_until, missing_since }: Row): Heartbeat | null {
  if (!last_seen_at) return null;
  return {
    lastSeenAt: last_seen_at,
    unheardMs: unheard_ms,
    unheardUntil: unheard_until,
    missingSince: missing_since,
  };
}
