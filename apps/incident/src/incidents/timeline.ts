import type { Sql } from '@ringdown/platform-persistence';
import type { TimelineEntryEntity, TimelineType } from './incident.entity.js';

export interface TimelineEntry {
  readonly incidentId: string;
  readonly at: Date;
  readonly type: Exclude<TimelineType, 'repeated'>;
  /** A name, as people read it. */
  readonly actor: string;
  readonly text: string;
}

export interface Repeats {
  readonly incidentId: string;
  readonly added: number;
  readonly lastSeenAt: Date;
  readonly actor: string;
}

export type TimelineRow = Pick<TimelineEntryEntity, 'incident_id' | 'at' | 'type' | 'actor' | 'text' | 'repeats'> & {
  /** A bigint: how many entries the incident has, with those that are left out here. */
  readonly total: string;
};

/** What the timelines of one answer hold together, each its share: a note is quickly written, and may be written a hundred thousand times. */
const mostEntries = 8_000;
const mostBytes = 1_000_000;

/** What a timeline says already is not said again by each repeat of one malformed alert, or by an event that comes twice. */
export async function appendTimeline(tx: Sql, entries: readonly TimelineEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.query(
    `insert into timeline_entry (incident_id, at, type, actor, text)
     select r."incidentId", r.at, r.type, r.actor, r.text
     from json_to_recordset($1) as r("incidentId" text, at timestamptz, type text, actor text, text text)
     where r.type not in ('warning', 'call') or not exists (
       select 1 from timeline_entry t
       where t.incident_id = r."incidentId" and t.type = r.type and t.text = r.text)`,
    [JSON.stringify(entries)],
  );
}

/** Repeats with nothing between them are one entry that counts, so that a storm is one line of the timeline. */
export async function appendRepeats(tx: Sql, repeats: readonly Repeats[]): Promise<void> {
  if (repeats.length === 0) return;
  await tx.query(
    `with repeat as (
       select * from json_to_recordset($1) as r("incidentId" text, added integer, "lastSeenAt" timestamptz, actor text)
     ), latest as (
       select distinct on (incident_id) id, incident_id, type from timeline_entry
       where incident_id in (select "incidentId" from repeat) order by incident_id, id desc
     ), counted as (
       update timeline_entry t set repeats = t.repeats + r.added, at = greatest(t.at, r."lastSeenAt")
       from latest l join repeat r on r."incidentId" = l.incident_id
       where t.id = l.id and l.type = 'repeated' returning t.incident_id
     )
     insert into timeline_entry (incident_id, at, type, actor, text, repeats)
     select "incidentId", "lastSeenAt", 'repeated', actor, '', added from repeat
     where "incidentId" not in (select incident_id from counted)`,
    [JSON.stringify(repeats)],
  );
}

/** Oldest first. Of long timelines how they began, and the newest entries. */
export function timelinesOf(sql: Sql, incidentIds: readonly string[]): Promise<TimelineRow[]> {
  return sql.query<TimelineRow>(
    `select incident_id, at, type, actor, text, repeats, total from (
       select *, row_number() over newest as n, sum(octet_length(text)) over newest as bytes_so_far,
         count(*) over (partition by incident_id) as total
       from timeline_entry where incident_id = any($1::text[])
       window newest as (partition by incident_id order by id desc)
     ) as entry
     where type = 'opened' or n = 1 or (n <= $2 and bytes_so_far <= $3) order by id`,
    [incidentIds, Math.floor(mostEntries / incidentIds.length), Math.floor(mostBytes / incidentIds.length)],
  );
}
