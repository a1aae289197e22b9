import type { callEvents } from '@ringdown/contracts';
import type { EventOf } from '@ringdown/platform-messaging';
import type { NotifyingSql } from '@ringdown/platform-persistence';
import type { IncidentConfiguration } from '../incidents/incident-configuration.js';
import { moveIncident } from '../incidents/move-incident.js';
import { appendTimeline } from '../incidents/timeline.js';
import { findKnownCall, isAcknowledgedByAnswer, keepKnownCall } from './known-calls.js';
import { lockCallIncident, savePayload } from './stored-call-incident.js';

interface Surroundings {
  readonly schema: string;
  readonly configuration: IncidentConfiguration;
}

/** Who accepts the call acknowledges the incident that was opened when it came in, unless somebody has seen to it by hand. */
export async function answerCallIncident(
  tx: NotifyingSql,
  surroundings: Surroundings,
  { data: call, envelope }: EventOf<typeof callEvents.answered>,
): Promise<void> {
  const known = await findKnownCall(tx, call.callId);
  if (!known?.incidentId || known.ended) return;
  const stored = await lockCallIncident(tx, known.incidentId);
  const { receiver, answeredAt } = call;
  const { details } = stored.payload;
  // told again, or after a later answer
  if (answeredAt <= (details.call.answeredAt ?? '')) return;
  const answered = { ...details, call: { ...details.call, answeredAt }, receiver };
  const incident = await savePayload(tx, stored, { ...stored.payload, details: answered });
  const at = new Date(answeredAt);
  // a second one accepts where the first was never connected
  const isPassedOn = incident.status === 'acknowledged' && isAcknowledgedByAnswer(incident, known);
  const acknowledges = isPassedOn || (incident.status === 'triggered' && !known.answered);
  await keepKnownCall(tx, call.callId, { answered: true, ...(acknowledges ? { acknowledgedAt: at } : {}) });
  if (!acknowledges) {
    const entry = { type: 'call', actor: receiver.name, text: `${receiver.name} answered the call` } as const;
    return appendTimeline(tx, [{ incidentId: incident.id, at, ...entry }]);
  }
  const by = { type: 'user', id: receiver.id, name: receiver.name } as const;
  const { correlationId } = envelope;
  await moveIncident(tx, surroundings, incident, {
    verb: 'acknowledge',
    at,
    by,
    because: 'took the call',
    correlationId,
  });
}
