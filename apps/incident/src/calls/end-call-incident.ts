import type { callEvents, CallPayload } from '@ringdown/contracts';
import { callEndWords, statusAfterCall, type StatusVerb } from '@ringdown/domain-incidents';
import type { EventOf } from '@ringdown/platform-messaging';
import type { NotifyingSql, Sql } from '@ringdown/platform-persistence';
import { type Actor, ringdown } from '../incidents/actor.js';
import type { IncidentConfiguration } from '../incidents/incident-configuration.js';
import type { IncidentRow } from '../incidents/incident-row.js';
import { moveIncident } from '../incidents/move-incident.js';
import { appendTimeline } from '../incidents/timeline.js';
import { absoluteUrl } from './add-call-media.js';
import { callPayloadOf, type CompletedCall } from './call-payload-of.js';
import { isAcknowledgedByAnswer, type KnownCall } from './known-calls.js';
import { lockCallIncident, lockOtherIncidents, savePayload, type StoredCallIncident } from './stored-call-incident.js';

interface Surroundings {
  readonly schema: string;
  readonly configuration: IncidentConfiguration;
  readonly publicUrl: string;
}

/** Completes the incident that was opened when the call came in: title, details, and what the end says about its status. */
export async function endCallIncident(
  tx: NotifyingSql,
  surroundings: Surroundings,
  known: KnownCall & { readonly incidentId: string },
  { data: call, envelope }: EventOf<typeof callEvents.completed>,
): Promise<void> {
  const stored = await lockCallIncident(tx, known.incidentId);
  const incident = await savePayload(tx, stored, finalPayload(call, stored, surroundings.publicUrl));
  const at = new Date(call.endedAt);
  await tellOfEnd(tx, incident, call);
  const verb = statusAfterCall({
    status: incident.status,
    outcome: call.outcome,
    wasAnswered: known.answered,
    isAcknowledgedByAnswer: isAcknowledgedByAnswer(incident, known),
  });
  if (!verb) return;
  const { correlationId } = envelope;
  await moveIncident(tx, surroundings, incident, { verb, at, ...whoAndWhy(verb, call, incident), correlationId });
}

/** Completes the incidents that people opened for the call while it was live; their status is up to people. `own`: the one it opened itself. */
export async function endOtherIncidents(
  tx: Sql,
  call: CompletedCall,
  own: string | null,
  publicUrl: string,
): Promise<void> {
  for (const stored of await lockOtherIncidents(tx, call.callId, own)) {
    const incident = await savePayload(tx, stored, finalPayload(call, stored, publicUrl));
    await tellOfEnd(tx, incident, call);
  }
}

function tellOfEnd(tx: Sql, { id: incidentId }: IncidentRow, call: CompletedCall): Promise<void> {
  const { outcome, duration, receiver, endedAt } = call;
  const text = callEndWords({ outcome, duration, receiverName: receiver?.name ?? null });
  return appendTimeline(tx, [{ incidentId, at: new Date(endedAt), type: 'call', actor: ringdown.name, text }]);
}

/** Priority, severity and teams are those it was opened with: the line may be set otherwise by now. */
function finalPayload(call: CompletedCall, { payload }: StoredCallIncident, publicUrl: string): CallPayload {
  const recording = call.recording ? absoluteUrl(call.recording.url, publicUrl) : null;
  return callPayloadOf(call, payload, recording);
}

function whoAndWhy(verb: StatusVerb, call: CompletedCall, { acknowledged_by: name }: IncidentRow): WhoAndWhy {
  const { receiver } = call;
  if (verb === 'resolve') return { by: ringdown, because: 'the call was rejected before anyone was rung' };
  if (verb === 'reopen') return { by: ringdown, because: `the caller was never connected to ${name}` };
  const by = receiver ? ({ type: 'user', id: receiver.id, name: receiver.name } as const) : ringdown;
  return { by, because: 'took the call' };
}

interface WhoAndWhy {
  readonly by: Actor;
  readonly because: string;
}
