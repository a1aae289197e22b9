import { Injectable } from '@nestjs/common';
import { type AlertEvent, groupKey, groupOf, type OpenIncident } from '@ringdown/domain-incidents';
import type { Sql } from '@ringdown/platform-persistence';
import { incidentColumns, type IncidentRow } from '../incidents/index.js';
import { type AlertStep, isMove, type MoveStep } from './alert-batch.js';

type Locked = Pick<IncidentRow, 'id' | 'integration_id' | 'alert_title' | 'status' | 'occurrences'>;

/** Incidents by the batch: each method is one statement for all the alerts of a transaction, whose hot path this is. */
@Injectable()
export class AlertRepository {
  /** The open incidents that these events may be about, by group key, locked until the end of the transaction. */
  async lockOpenIncidents(tx: Sql, events: readonly AlertEvent[]): Promise<ReadonlyMap<string, OpenIncident>> {
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

  /** Counts repeats, acknowledges and resolves; answers the incidents as they are then. Monitor names by integration id. */
  async updateStored(
    tx: Sql,
    steps: readonly AlertStep[],
    monitorNames: ReadonlyMap<string, string>,
  ): Promise<IncidentRow[]> {
    const repeated = await countRepeats(tx, steps);
    const acknowledged = await move(tx, 'acknowledged', steps, monitorNames);
    const resolved = await move(tx, 'resolved', steps, monitorNames);
    return [...repeated, ...acknowledged, ...resolved];
  }
}

async function countRepeats(tx: Sql, steps: readonly AlertStep[]): Promise<IncidentRow[]> {
  const repeats = steps.flatMap((step) => (step.kind === 'repeated' ? [step.change] : []));
  if (repeats.length === 0) return [];
  return tx.query<IncidentRow>(
    `update incident set occurrences = occurrences + r.added, last_seen_at = greatest(last_seen_at, r."lastSeenAt")
     from json_to_recordset($1) as r("incidentId" text, added integer, "lastSeenAt" timestamptz)
     where id = r."incidentId" returning ${incidentColumns}`,
    [JSON.stringify(repeats.map(({ incidentId, added, lastSeenAt }) => ({ incidentId, added, lastSeenAt })))],
  );
}

async function move(
  tx: Sql,
  kind: MoveStep['kind'],
  steps: readonly AlertStep[],
  monitorNames: ReadonlyMap<string, string>,
): Promise<IncidentRow[]> {
  const moves = steps.flatMap((step) =>
    isMove(step) && step.kind === kind && !step.isNew ? [{ incidentId: step.incidentId, at: step.change.at }] : [],
  );
  if (moves.length === 0) return [];
  return tx.query<IncidentRow>(
    `update incident set status = '${kind}', ${kind}_at = r.at, ${kind}_by = $2::jsonb ->> integration_id
     from json_to_recordset($1) as r("incidentId" text, at timestamptz)
     where id = r."incidentId" returning ${incidentColumns}`,
    [JSON.stringify(moves), JSON.stringify(Object.fromEntries(monitorNames))],
  );
}
