import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { Database, type Sql } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import type { NewOccurrence, OccurrenceRow } from './occurrence.entity.js';

/** So many of an incident are kept, and so long. */
export const occurrencesKept = { most: 1000, days: 30 } as const;

const dayMs = 86_400_000;
const mostAtOnce = 10_000;

/** The table `occurrence`: each event of an incident with what it changed. */
@Injectable()
export class OccurrenceRepository {
  /** What came before was looked at by an earlier sweep. */
  private sweptUpTo = '0';

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** All by one statement. */
  async insert(tx: Sql, occurrences: readonly NewOccurrence[]): Promise<void> {
    if (occurrences.length === 0) return;
    await tx.query(
      `insert into occurrence (incident_id, event_id, at, title, body, priority, severity, seen, changes)
       select incident_id, event_id, at, title, body, priority, severity, seen, changes
       from json_to_recordset($1) as r(incident_id text, event_id text, at timestamptz, title text, body text, priority text,
         severity text, seen boolean, changes text[])`,
      [JSON.stringify(occurrences)],
    );
  }

  /** Newest first, one more than the limit where there are more; `before` is an id. `bytes_so_far`: as of incidents. */
  page(
    incidentId: string,
    limit: number,
    before: string | null,
  ): Promise<(OccurrenceRow & { readonly bytes_so_far: string })[]> {
    return this.database.query(
      `select *, sum(octet_length(coalesce(to_json(body)::text, '')) + octet_length(title)) over (order by id desc) as bytes_so_far
       from occurrence where incident_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
      [incidentId, before, limit + 1],
    );
  }

  /** What these events did to incidents, with the number of each incident. */
  ofEvents(eventIds: readonly string[]): Promise<(OccurrenceRow & { readonly number: string })[]> {
    return this.database.query(
      `select occurrence.*, incident.number from occurrence join incident on incident.id = incident_id
       where event_id = any($1::text[]) order by occurrence.id`,
      [eventIds],
    );
  }

  /** The last time it was seen. */
  async latestSeen(incidentId: string): Promise<OccurrenceRow | null> {
    const [row] = await this.database.query<OccurrenceRow>(
      'select * from occurrence where incident_id = $1 and seen order by id desc limit 1',
      [incidentId],
    );
    return row ?? null;
  }

  /** When it was seen, newest first; epoch milliseconds. */
  async timesOf(incidentId: string, most: number): Promise<number[]> {
    const rows = await this.database.query<{ at: Date }>(
      'select at from occurrence where incident_id = $1 and seen order by id desc limit $2',
      [incidentId, most],
    );
    return rows.map(({ at }) => at.getTime());
  }

  /** Forgets what is older than it is kept, and of incidents seen since the last time what is beyond their newest. */
  @Sweep({ name: 'forget occurrences', everyMs: 60_000 })
  async forget(): Promise<void> {
    const tooOld = new Date(this.clock.now().getTime() - occurrencesKept.days * dayMs);
    const [aged] = await this.database.query<{ count: number }>(
      `with gone as (
         delete from occurrence where id in (select id from occurrence order by id limit $2) and at < $1 returning 1
       ) select count(*)::integer as count from gone`,
      [tooOld, mostAtOnce],
    );
    const seen = await this.database.query<{ incident_id: string; newest: string }>(
      `select incident_id, max(id) as newest from occurrence where id > $1 group by incident_id`,
      [this.sweptUpTo],
    );
    const [beyond] = await this.database.query<{ count: number }>(
      `with gone as (
         delete from occurrence using (
           select incident_id, (
             select id from occurrence o where o.incident_id = i.incident_id order by id desc offset $2 limit 1
           ) as last from unnest($1::text[]) as i(incident_id)
         ) as full_one
         where occurrence.incident_id = full_one.incident_id and occurrence.id <= full_one.last returning 1
       ) select count(*)::integer as count from gone`,
      [seen.map(({ incident_id }) => incident_id), occurrencesKept.most],
    );
    this.sweptUpTo = seen.reduce((a, { newest }) => (BigInt(newest) > BigInt(a) ? newest : a), this.sweptUpTo);
    const forgotten = (aged?.count ?? 0) + (beyond?.count ?? 0);
    if (forgotten > 0) this.logger.debug({ forgotten }, 'old occurrences of incidents were forgotten');
  }
}
