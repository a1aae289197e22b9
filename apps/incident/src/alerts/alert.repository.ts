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

type OpenIncidents = ReadonlyMap<string, StoredIncident>;

const withoutDetails = incidentColumns.replace('details::text as details, ', '');

/** Incidents by the batch: each method is one statement for all the alerts of a transaction, whose hot path this is. */
@Injectable()
export class AlertRepository {
  /**
   * The open incidents that these events may be about, by group key, locked until the end of the transaction; with as many of the
   * latest times each was seen.
   */
  lockOpenIncidents(tx: Sql, events: readonly AlertEvent[], latestTimes: number): Promise<OpenIncidents> {
    return this.openIncidents(tx, events, latestTimes, 'for update');
  }

  /** The same as they are at the moment, for somebody who only looks. */
  findOpenIncidents(sql: Sql, events: readonly AlertEvent[]): Promise<OpenIncidents> {
    return this.openIncidents(sql, events, 0, '');
  }

  private async openIncidents(
    tx: Sql,
    events: readonly AlertEvent[],
    latestTimes: number,
    locking: 'for update' | '',
  ): Promise<OpenIncidents> {
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
       order by id ${locking}`,
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

  /**
   * The events, of which those that name an incident by its number have the group of that incident; without the ones that name none
   * that is open under their integration.
   */
  async named(tx: Sql, events: readonly AlertEvent[]): Promise<readonly AlertEvent[]> {
    const numbers = events.flatMap(({ incidentNumber }) => incidentNumber ?? []);
    if (numbers.length === 0) return events;
    const rows = await tx.query<{ number: number; integration_id: string; alert_title: string }>(
      `select number::float8 as number, coalesce(arrived_integration_id, integration_id) as integration_id, alert_title from incident
       where number = any($1::bigint[]) and alert_title is not null and status <> 'resolved'`,
      [numbers],
    );
    const groups = new Map(rows.map((row) => [`${row.integration_id} ${row.number}`, row.alert_title]));
    return events.flatMap((event) => {
      if (event.incidentNumber === undefined) return event;
      const key = groups.get(`${event.integrationId} ${event.incidentNumber}`);
      return key === undefined ? [] : { ...event, key };
    });
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
