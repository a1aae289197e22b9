import type { Sql } from '@ringdown/platform-persistence';
import { ringdown } from '../incidents/actor.js';
import { appendTimeline } from '../incidents/timeline.js';
import { isPayloadOfCall } from './is-payload-of-call.js';

/** A call that was deleted leaves its incident, which says so and leads to no recording any more. */
export async function forgetCall(tx: Sql, callId: string, at: Date): Promise<void> {
  await tx.query(
    `update incident set details = jsonb_set(details::jsonb, '{details,call,recording}', 'null')::json
     where ${isPayloadOfCall}`,
    [callId],
  );
  await tx.query(
    `insert into known_call (call_id, ended) values ($1, true)
     on conflict (call_id) do update set ended = true, incident_id = null`,
    [callId],
  );
  const links = await tx.query<{ incident_id: string }>(
    'delete from incident_call where call_id = $1 returning incident_id',
    [callId],
  );
  const entry = { at, type: 'call', actor: ringdown.name, text: `The call ${callId} was deleted` } as const;
  await appendTimeline(
    tx,
    links.map(({ incident_id: incidentId }) => ({ incidentId, ...entry })),
  );
}
