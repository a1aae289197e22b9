import { numberRanges } from '@ringdown/contracts';
import { Injectable } from '@nestjs/common';
import { type AlertEvent, groupKey, groupOf, type OpenIncident } from '@ringdown/domain-incidents';
import type { Sql } from '@ringdown/platform-persistence';
import { arrivedAt, incidentColumns, type IncidentRow } from '../incidents/index.js';

/** More openings than these nobody counts (`numberRanges.flappingOpens`). */
const mostOpenings = numberRanges.flappingOpens.max;

export type Locked = Omit<IncidentRow, 'details'> & {
  /** The latest times it was seen; epoch milliseconds. */
  readonly seen_at: readonly number[];
};

/** An open incident, with what alert rules look at. */
export interface StoredIncident extends OpenIncident {
  readonly row: Locked;
}

const withoutDetails = incidentColumns.replace('details::text as details, ', '');

/** Incidents by the batch: each method is one statement for all the alerts of a transaction, whose hot path this is. */
@Injectable()
export class AlertRepository {
  /**
   * The open incidents that these events may be about, by group key, locked until the end of the transaction; with as many of the
   * latest times each was seen.
   */
  async lockOpenIncidents(
    tx: Sql,
    events: readonly AlertEvent[],
    latestTimes: number,
  ): Promise<ReadonlyMap<string, StoredIncident>> {
    const all = events.map((event) => ({ integrationId: event.integrationId, group: groupOf(event) }));
    const groups = [...new Map(all.map((each) => [groupKey(each.integrationId, each.group), each])).values()].filter(
      ({ group }) => group !== '',
    );
    if (groups.length === 0) return new Map();
    const rows = await tx.query<Locked>(
      `select ${withoutDetails}, case when $3 = 0 then '{}' else array(
           select (extract(epoch from o.at) * 1000)::float8 from occurrence o where o.incident_id = incident.id and o.seen order by o.id desc limit $3
         ) end as seen_at from incident
       where alert_title is not null and status <> 'resolved'
         and (coalesce(arrived_integration_id, integration_id), alert_title_hash) in (
         select integration_id, hash_of_title(title) from unnest($1::text[], $2::text[]) as g(integration_id, title))
       order by id for update`,
      [groups.map(({ integrationId }) => integrationId), groups.map(({ group }) => group), latestTimes],
    );
    return new Map(
      rows.map((row) => [
        groupKey(arrivedAt(row), row.alert_title ?? ''),
        {
          incidentId: row.id,
          status: row.status,
          occurrences: row.occurrences,
          quietMinutes: row.quiet_minutes,
          quietAt: row.quiet_at,
          row,
        },
      ]),
    );
  }

  /** When the groups of these events were opened that late, by group key: the latest times of each. `sinceOf` null: nobody asks. */
  async openings(
    tx: Sql,
    events: readonly AlertEvent[],
    sinceOf: (event: AlertEvent) => Date | null,
  ): Promise<ReadonlyMap<string, readonly Date[]>> {
    const asked = new Map<string, { readonly integrationId: string; readonly title: string; readonly since: Date }>();
    for (const event of events) {
      const { integrationId, status } = event;
      const title = groupOf(event);
      const since = status === 'trigger' && title !== '' ? sinceOf(event) : null;
      const key = groupKey(integrationId, title);
      const before = asked.get(key)?.since;
      if (since && !(before && before <= since)) asked.set(key, { integrationId, title, since });
    }
    if (asked.size === 0) return new Map();
    const rows = await tx.query<{ key: string; opened_at: readonly Date[] }>(
      `select g.key, array(
         select opened_at from incident where alert_title is not null
           and coalesce(arrived_integration_id, integration_id) = g."integrationId" and alert_title_hash = hash_of_title(g.title)
           and opened_at > g.since order by opened_at desc limit ${mostOpenings}
       ) as opened_at from json_to_recordset($1) as g(key text, "integrationId" text, title text, since timestamptz)`,
      [JSON.stringify([...asked].map(([key, group]) => ({ key, ...group })))],
    );
    return new Map(rows.map(({ key, opened_at }) => [key, opened_at]));
  }
}
