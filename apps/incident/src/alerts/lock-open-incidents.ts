import { groupKey, groupOf, type AlertEvent, type OpenIncident } from '@ringdown/domain-incidents';
import type { Sql } from '@ringdown/platform-persistence';
import type { IncidentRow } from '../incidents/incident-row.js';

type Locked = Pick<IncidentRow, 'id' | 'integration_id' | 'alert_title' | 'status' | 'occurrences'>;

/** The open incidents that these events may be about, by group key, locked until the end of the transaction. */
export async function lockOpenIncidents(
  tx: Sql,
  events: readonly AlertEvent[],
): Promise<ReadonlyMap<string, OpenIncident>> {
  const all = events.map((event) => ({ integrationId: event.integrationId, group: groupOf(event) }));
  const groups = [...new Map(all.map((each) => [groupKey(each.integrationId, each.group), each])).values()].filter(
    ({ group }) => group !== '',
  );
  if (groups.length === 0) return new Map();
  const rows = await tx.query<Locked>(
    `select id, integration_id, alert_title, status, occurrences from incident
     where alert_title is not null and status <> 'resolved' and (integration_id, alert_title_hash) in (
       select integration_id, hash_of_title(title) from unnest($1::text[], $2::text[]) as g(integration_id, title))
     order by id for update`,
    [groups.map(({ integrationId }) => integrationId), groups.map(({ group }) => group)],
  );
  return new Map(
    rows.map((row) => [
      groupKey(row.integration_id, row.alert_title ?? ''),
      { incidentId: row.id, status: row.status, occurrences: row.occurrences },
    ]),
  );
}
