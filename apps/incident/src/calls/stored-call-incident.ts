import { callPayload, type CallPayload } from '@ringdown/contracts';
import { callerWords } from '@ringdown/domain-calls';
import { isCallTitle } from '@ringdown/domain-incidents';
import type { Sql } from '@ringdown/platform-persistence';
import { incidentColumns, type IncidentRow } from '../incidents/incident-row.js';
import { lockIncident } from '../incidents/read-incidents.js';
import { isPayloadOfCall } from './is-payload-of-call.js';

/** The incident that was opened for a call, locked, with the payload that it was opened with. */
export interface StoredCallIncident {
  readonly incident: IncidentRow;
  readonly payload: CallPayload;
}

export async function lockCallIncident(tx: Sql, incidentId: string): Promise<StoredCallIncident> {
  const incident = await lockIncident(tx, incidentId);
  return { incident, payload: callPayload.parse(payloadOf(incident)) };
}

/** Those that tell of the call beside the one that it opened itself: people opened them. */
export async function lockOtherIncidents(tx: Sql, callId: string, own: string | null): Promise<StoredCallIncident[]> {
  const incidents = await tx.query<IncidentRow>(
    `select ${incidentColumns} from incident where ${isPayloadOfCall} and id is distinct from $2 order by number for update`,
    [callId, own],
  );
  return incidents.flatMap((incident) => {
    const { data: payload } = callPayload.safeParse(payloadOf(incident));
    return payload ? [{ incident, payload }] : [];
  });
}

/** A title that somebody gave it, at its opening or later, stays. Answers the incident as it is then. */
export async function savePayload(
  tx: Sql,
  { incident, payload: before }: StoredCallIncident,
  after: CallPayload,
): Promise<IncidentRow> {
  const { title: old, message } = before;
  const payload = isGenerated(before) ? after : { ...after, title: old, message };
  const title = incident.title === old ? payload.title : incident.title;
  const details = JSON.stringify(payload);
  await tx.query('update incident set title = $2, details = $3 where id = $1', [incident.id, title, details]);
  return { ...incident, title, details };
}

const payloadOf = ({ details }: IncidentRow): unknown => JSON.parse(details ?? 'null');

const isGenerated = ({ title, details: { liveCallRouting, caller, call } }: CallPayload): boolean =>
  isCallTitle(title, {
    lineName: liveCallRouting.name,
    // The payload does not tell an address: who has no number may be anybody.
    caller: caller.number === null ? null : callerWords({ ...caller, address: null }),
    durationSeconds: call.duration,
  });
