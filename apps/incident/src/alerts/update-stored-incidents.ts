import type { Sql } from '@ringdown/platform-persistence';
import { incidentColumns, type IncidentRow } from '../incidents/incident-row.js';
import { type AlertStep, isMove, type MoveStep } from './alert-steps.js';

/** Counts repeats, acknowledges and resolves, each by one statement; answers the incidents as they are then. Names by integration. */
export async function updateStoredIncidents(
  tx: Sql,
  steps: readonly AlertStep[],
  monitorNames: ReadonlyMap<string, string>,
): Promise<IncidentRow[]> {
  const repeated = await countRepeats(tx, steps);
  const acknowledged = await move(tx, 'acknowledged', steps, monitorNames);
  const resolved = await move(tx, 'resolved', steps, monitorNames);
  return [...repeated, ...acknowledged, ...resolved];
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
