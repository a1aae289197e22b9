import { Injectable } from '@nestjs/common';
import { callPayload, type CallPayload } from '@ringdown/contracts';
import { callerWords } from '@ringdown/domain-calls';
import { isCallTitle } from '@ringdown/domain-incidents';
import { DomainError } from '@ringdown/kernel';
import type { Sql } from '@ringdown/platform-persistence';
import { incidentColumns, IncidentRepository, type IncidentRow } from '../incidents/index.js';
import type { KnownCallEntity } from './known-call.entity.js';

export type KnownCall = Readonly<KnownCallEntity>;

/** The incident that was opened for a call, locked, with the payload that it was opened with. */
export interface StoredCallIncident {
  readonly incident: IncidentRow;
  readonly payload: CallPayload;
}

/** SQL for: the details of this incident are the payload of the call $1, and of no other; the index `incident_of_call` has it. */
const isPayloadOfCall = `source = 'call' and details -> 'details' ->> 'callId' = $1`;

/** SQL for the ids of what the call $1 opened, and of what it is linked to; none once it was deleted. */
const incidentsAbout = `(select incident_id from known_call where call_id = $1
  union select incident_id from incident_call where call_id = $1)`;

/** Calls and their incidents. Everything here belongs to a transaction of the caller. */
@Injectable()
export class CallIncidentRepository {
  constructor(private readonly incidents: IncidentRepository) {}

  async findKnownCall(tx: Sql, callId: string): Promise<KnownCall | null> {
    const [row] = await tx.query<KnownCall>(
      'select call_id, incident_id, answered, acknowledged_at, ended from known_call where call_id = $1',
      [callId],
    );
    return row ?? null;
  }

  /** What `change` leaves out stays. */
  async saveKnownCall(tx: Sql, callId: string, change: Partial<KnownCall>): Promise<void> {
    const { incident_id, answered, acknowledged_at, ended } = change;
    await tx.query(
      `insert into known_call as k (call_id, incident_id, answered, acknowledged_at, ended)
       values ($1, $2, coalesce($3, false), $4, coalesce($5, false))
       on conflict (call_id) do update set incident_id = coalesce($2, k.incident_id), answered = coalesce($3, k.answered),
         acknowledged_at = coalesce($4, k.acknowledged_at), ended = coalesce($5, k.ended)`,
      [callId, incident_id ?? null, answered ?? null, acknowledged_at ?? null, ended ?? null],
    );
  }

  async lock(tx: Sql, incidentId: string): Promise<StoredCallIncident> {
    const incident = await this.incidents.lock(tx, incidentId);
    return { incident, payload: callPayload.parse(payloadOf(incident)) };
  }

  /** Those that have the call's payload besides the one that it opened itself: people opened them. */
  async lockOthers(tx: Sql, callId: string, own: string | null): Promise<StoredCallIncident[]> {
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
  async savePayload(
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

  /** Puts a recording into the payload of the call, wherever that is. */
  async saveRecording(tx: Sql, callId: string, url: string): Promise<void> {
    await tx.query(
      `update incident set details = jsonb_set(details::jsonb, '{details,call,recording}', to_jsonb($2::text))::json
       where id in ${incidentsAbout} and ${isPayloadOfCall}`,
      [callId, url],
    );
  }

  /** Removes the recording from every payload of the call, and its links; nothing is opened for it any more. Answers what was linked. */
  async forgetCall(tx: Sql, callId: string): Promise<readonly string[]> {
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
    return links.map((link) => link.incident_id);
  }

  /** The incident that the call is linked to, or null. */
  async linkedIncident(tx: Sql, callId: string): Promise<string | null> {
    const [link] = await tx.query<{ incident_id: string }>('select incident_id from incident_call where call_id = $1', [
      callId,
    ]);
    return link?.incident_id ?? null;
  }

  /** Links a call that has no incident. @throws DomainError `conflict` with the id of the incident that it has. */
  async claim(tx: Sql, callId: string, incidentId: string): Promise<void> {
    const claimed = await tx.query(
      'insert into incident_call (incident_id, call_id) values ($1, $2) on conflict (call_id) do nothing returning 1',
      [incidentId, callId],
    );
    if (claimed.length > 0) return;
    const other = await this.linkedIncident(tx, callId);
    const which = other === null ? 'an incident' : `incident ${other}`;
    throw new DomainError('conflict', `The call belongs to ${which} already; unlink it first.`);
  }

  /** Links a call, taking it from the incident that has it; answers that one's id, or null. */
  async link(tx: Sql, callId: string, incidentId: string): Promise<string | null> {
    const [before] = await tx.query<{ incident_id: string }>(
      'select incident_id from incident_call where call_id = $1 for update',
      [callId],
    );
    await tx.query(
      `insert into incident_call (incident_id, call_id) values ($1, $2)
       on conflict (call_id) do update set incident_id = excluded.incident_id`,
      [incidentId, callId],
    );
    return before?.incident_id ?? null;
  }

  /** False where the call was not linked to this incident. */
  async unlink(tx: Sql, callId: string, incidentId: string): Promise<boolean> {
    const unlinked = await tx.query(
      'delete from incident_call where incident_id = $1 and call_id = $2 returning call_id',
      [incidentId, callId],
    );
    return unlinked.length > 0;
  }
}

const payloadOf = ({ details }: IncidentRow): unknown => JSON.parse(details ?? 'null');

const isGenerated = ({ title, details: { liveCallRouting, caller, call } }: CallPayload): boolean =>
  isCallTitle(title, {
    lineName: liveCallRouting.name,
    // The payload has no address: a caller without a number may be anybody.
    caller: caller.number === null ? null : callerWords({ ...caller, address: null }),
    durationSeconds: call.duration,
  });
