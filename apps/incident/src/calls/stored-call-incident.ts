import { callPayload, type CallPayload } from '@ringdown/contracts';
import type { Sql } from '@ringdown/platform-persistence';
import type { IncidentRow } from '../incidents/incident-row.js';
import { lockIncident } from '../incidents/read-incidents.js';

/** The incident that was opened for a call, locked, with the payload that it was opened with. */
export interface StoredCallIncident {
  readonly incident: IncidentRow;
  readonly payload: CallPayload;
}

export async function lockCallIncident(tx: Sql, incidentId: string): Promise<StoredCallIncident> {
  const incident = await lockIncident(tx, incidentId);
  return { incident, payload: callPayload.parse(incident.details) };
}

/** A title that somebody gave it by hand stays. Answers the incident as it is then. */
export async function savePayload(
  tx: Sql,
  { incident, payload: before }: StoredCallIncident,
  payload: CallPayload,
): Promise<IncidentRow> {
  const title = incident.title === before.title ? payload.title : incident.title;
  await tx.query('update incident set title = $2, details = $3 where id = $1', [
    incident.id,
    title,
    JSON.stringify(payload),
  ]);
  return { ...incident, title, details: payload };
}
