import { Injectable } from '@nestjs/common';
import { type AlertEvent, groupKey, groupOf, type OpenIncident } from '@ringdown/domain-incidents';
import type { Sql } from '@ringdown/platform-persistence';
import { arrivedAt, incidentColumns, type IncidentRow, ringdown } from '../incidents/index.js';
import { type AlertStep, isMove, type MoveStep } from './alert-batch.js';

type Locked = Omit<IncidentRow, 'details'> & {
  /** The latest times it was seen; epoch milliseconds. */
  readonly seen_at: readonly number[];
};

/** An open incident, with what alert rules look at. */
export interface StoredIncident extends OpenIncident {
  readonly row: Locked;
}

/** What the configuration says of an integration. */
export interface Monitor {
  readonly name: string;
  readonly ackTimeoutMinutes: number | null;
  readonly resolveAfterMinutes: number | null;
}

const withoutDetails = incidentColumns.replace('details::text as details, ', '');

/** JSON of one field of the monitors, by integration id. */
const fieldOf = (monitors: ReadonlyMap<string, Monitor>, field: keyof Monitor): string =>
  JSON.stringify(Object.fromEntries([...monitors].map(([id, monitor]) => [id, monitor[field]])));

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
        { incidentId: row.id, status: row.status, occurrences: row.occurrences, row },
      ]),
    );
  }

  /** Counts repeats, acknowledges and resolves; answers the incidents as they are then. `monitors` by integration id, `listedUnder` by incident. */
  async updateStored(
    tx: Sql,
    steps: readonly AlertStep[],
    monitors: ReadonlyMap<string, Monitor>,
    listedUnder: ReadonlyMap<string, string>,
  ): Promise<IncidentRow[]> {
    const repeated = await countRepeats(tx, steps, monitors, listedUnder);
    const acknowledged = await move(tx, 'acknowledged', steps, monitors);
    const resolved = await move(tx, 'resolved', steps, monitors);
    return [...repeated, ...acknowledged, ...resolved];
  }
}

/** The resolve timer of the integration counts from the last time the alert was seen; one that a person or a rule set stays. */
async function countRepeats(
  tx: Sql,
  steps: readonly AlertStep[],
  monitors: ReadonlyMap<string, Monitor>,
  listedUnder: ReadonlyMap<string, string>,
): Promise<IncidentRow[]> {
  const repeats = steps.flatMap((step) => (step.kind === 'repeated' ? [step.change] : []));
  if (repeats.length === 0) return [];
  return tx.query<IncidentRow>(
    `update incident set occurrences = occurrences + r.added, last_seen_at = greatest(last_seen_at, r."lastSeenAt"),
       resolves_at = case when 'resolvesAt' = any(kept_from_rules) then resolves_at
         else greatest(last_seen_at, r."lastSeenAt") + quiet.minutes end
     from json_to_recordset($1) as r("incidentId" text, "integrationId" text, added integer, "lastSeenAt" timestamptz),
       lateral (select make_interval(mins => ($2::jsonb ->> r."integrationId")::integer) as minutes) as quiet
     where id = r."incidentId" returning ${incidentColumns}`,
    [
      JSON.stringify(
        repeats.map(({ incidentId, integrationId, added, lastSeenAt }) => ({
          incidentId,
          integrationId: listedUnder.get(incidentId) ?? integrationId,
          added,
          lastSeenAt,
        })),
      ),
      fieldOf(monitors, 'resolveAfterMinutes'),
    ],
  );
}

/** SQL for the deadlines of an incident that has got this status, as `decideIncident` decides them. */
const deadlinesOnceIt = {
  acknowledged: `escalation_due_at = null,
    ack_expires_at = r.at + make_interval(mins => ($3::jsonb ->> integration_id)::integer)`,
  resolved: `escalation_step = null, escalation_round = null, escalation_due_at = null, ack_expires_at = null, resolves_at = null,
    muted = false, muted_until = null`,
} as const;

async function move(
  tx: Sql,
  kind: MoveStep['kind'],
  steps: readonly AlertStep[],
  monitors: ReadonlyMap<string, Monitor>,
): Promise<IncidentRow[]> {
  const moves = steps.flatMap((step) =>
    isMove(step) && step.kind === kind && !step.isNew
      ? [{ incidentId: step.incidentId, at: step.change.at, by: step.change.rule === undefined ? null : ringdown.name }]
      : [],
  );
  if (moves.length === 0) return [];
  return tx.query<IncidentRow>(
    `update incident set status = '${kind}', ${kind}_at = r.at, ${kind}_by = coalesce(r.by, $2::jsonb ->> coalesce(arrived_integration_id, integration_id)), ${deadlinesOnceIt[kind]}
     from json_to_recordset($1) as r("incidentId" text, at timestamptz, by text)
     where id = r."incidentId" returning ${incidentColumns}`,
    [
      JSON.stringify(moves),
      fieldOf(monitors, 'name'),
      ...(kind === 'acknowledged' ? [fieldOf(monitors, 'ackTimeoutMinutes')] : []),
    ],
  );
}
