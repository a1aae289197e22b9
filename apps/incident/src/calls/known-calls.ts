import type { Sql } from '@ringdown/platform-persistence';
import type { IncidentRow } from '../incidents/incident-row.js';

/** What was done about a call by itself. */
export interface KnownCall {
  /** The incident that was opened when it came in. */
  readonly incidentId: string | null;
  readonly answered: boolean;
  /** When that acknowledged the incident; null where it did not. */
  readonly acknowledgedAt: Date | null;
  /** Its end was taken in: nothing that comes later can open anything. */
  readonly ended: boolean;
}

export async function findKnownCall(tx: Sql, callId: string): Promise<KnownCall | null> {
  const [row] = await tx.query<KnownCall>(
    `select incident_id as "incidentId", answered, acknowledged_at as "acknowledgedAt", ended
     from known_call where call_id = $1`,
    [callId],
  );
  return row ?? null;
}

/** What `change` leaves out stays. */
export async function keepKnownCall(tx: Sql, callId: string, change: Partial<KnownCall>): Promise<void> {
  await tx.query(
    `insert into known_call as k (call_id, incident_id, answered, acknowledged_at, ended)
     values ($1, $2, coalesce($3, false), $4, coalesce($5, false))
     on conflict (call_id) do update set incident_id = coalesce($2, k.incident_id), answered = coalesce($3, k.answered),
       acknowledged_at = coalesce($4, k.acknowledged_at), ended = coalesce($5, k.ended)`,
    [callId, change.incidentId ?? null, change.answered ?? null, change.acknowledgedAt ?? null, change.ended ?? null],
  );
}

/** The acknowledgement that stands is the one which the answer brought about, not one made by hand. */
export const isAcknowledgedByAnswer = ({ acknowledged_at: at }: IncidentRow, { acknowledgedAt }: KnownCall): boolean =>
  at !== null && at.getTime() === acknowledgedAt?.getTime();
