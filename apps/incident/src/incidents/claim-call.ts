import { DomainError } from '@ringdown/kernel';
import type { Sql } from '@ringdown/platform-persistence';

/** Links a call that has no incident. @throws DomainError `conflict` with the id of the incident that it has. */
export async function claimCall(tx: Sql, callId: string, incidentId: string): Promise<void> {
  const claimed = await tx.query(
    'insert into incident_call (incident_id, call_id) values ($1, $2) on conflict (call_id) do nothing returning 1',
    [incidentId, callId],
  );
  if (claimed.length > 0) return;
  const [other] = await tx.query<{ incident_id: string }>('select incident_id from incident_call where call_id = $1', [
    callId,
  ]);
  const which = other ? `incident ${other.incident_id}` : 'an incident';
  throw new DomainError('conflict', `The call belongs to ${which} already; unlink it first.`);
}
