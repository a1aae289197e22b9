import { Injectable } from '@nestjs/common';
import type { callEvents, CallPayload, EventData } from '@ringdown/contracts';
import { callEndWords, statusAfterCall, type StatusVerb } from '@ringdown/domain-incidents';
import { Settings } from '@ringdown/platform-config';
import type { EventOf } from '@ringdown/platform-messaging';
import type { NotifyingSql, Sql } from '@ringdown/platform-persistence';
import {
  appendTimeline,
  type Actor,
  IncidentLifecycle,
  IncidentRepository,
  type IncidentRow,
  ringdown,
} from '../incidents/index.js';
import { CallIncidentRepository, type KnownCall, type StoredCallIncident } from './call-incident.repository.js';
import { absoluteUrl, callPayloadOf, type CompletedCall } from './call-payload.js';

type CallMedia = Pick<EventData<typeof callEvents.enriched>, 'callId' | 'recording' | 'voicemail'>;
type WhoAndWhy = { readonly actor: Actor; readonly because: string };

/** What the further course of a call changes in the incidents that it has. */
@Injectable()
export class CallProgress {
  constructor(
    private readonly calls: CallIncidentRepository,
    private readonly incidents: IncidentRepository,
    private readonly lifecycle: IncidentLifecycle,
    private readonly settings: Settings,
  ) {}

  /** Whoever accepts the call acknowledges the incident that was opened when it came in, unless somebody has seen to it by hand. */
  async answer(tx: NotifyingSql, { data: call, envelope }: EventOf<typeof callEvents.answered>): Promise<void> {
    const known = await this.calls.findKnownCall(tx, call.callId);
    if (!known?.incident_id || known.ended) return;
    const stored = await this.calls.lock(tx, known.incident_id);
    const { receiver, answeredAt } = call;
    const { details } = stored.payload;
    // the event came twice, or after that of a later answer
    if (answeredAt <= (details.call.answeredAt ?? '')) return;
    const answered = { ...details, call: { ...details.call, answeredAt }, receiver };
    const incident = await this.calls.savePayload(tx, stored, { ...stored.payload, details: answered });
    const at = new Date(answeredAt);
    // a second one accepts where the first was never connected
    const isPassedOn = incident.status === 'acknowledged' && isAcknowledgedByAnswer(incident, known);
    const acknowledges = isPassedOn || (incident.status === 'triggered' && !known.answered);
    await this.calls.saveKnownCall(tx, call.callId, {
      answered: true,
      ...(acknowledges ? { acknowledged_at: at } : {}),
    });
    if (!acknowledges) {
      const entry = { type: 'call', actor: receiver.name, text: `${receiver.name} answered the call` } as const;
      return appendTimeline(tx, [{ incidentId: incident.id, at, ...entry }]);
    }
    const actor = { type: 'user', id: receiver.id, name: receiver.name } as const;
    const { correlationId } = envelope;
    await this.lifecycle.handle(
      tx,
      incident,
      { type: 'take-over' },
      {
        at,
        actor,
        because: 'took the call',
        correlationId,
      },
    );
  }

  /** Completes the incident that was opened when the call came in: title, details, and what the end says about its status. */
  async end(
    tx: NotifyingSql,
    incidentId: string,
    known: KnownCall,
    { data: call, envelope }: EventOf<typeof callEvents.completed>,
  ): Promise<void> {
    const stored = await this.calls.lock(tx, incidentId);
    const incident = await this.complete(tx, stored, call);
    const verb = statusAfterCall({
      status: incident.status,
      outcome: call.outcome,
      wasAnswered: known.answered,
      isAcknowledgedByAnswer: isAcknowledgedByAnswer(incident, known),
    });
    if (!verb) return;
    const at = new Date(call.endedAt);
    const { correlationId } = envelope;
    await this.lifecycle.handle(
      tx,
      incident,
      { type: verb },
      { at, ...whoAndWhy(verb, call, incident), correlationId },
    );
  }

  /** Completes the incidents that people opened for the call while it was live; their status is up to people. `own`: the one it opened itself. */
  async endOthers(tx: Sql, call: CompletedCall, own: string | null): Promise<void> {
    for (const stored of await this.calls.lockOthers(tx, call.callId, own)) await this.complete(tx, stored, call);
  }

  /** Puts a recording that came after the call into its incident's payload, and a message of the caller into the timeline. */
  async addMedia(tx: Sql, call: CallMedia, at: Date): Promise<void> {
    if (call.recording) await this.calls.saveRecording(tx, call.callId, this.urlOf(call.recording));
    if (!call.voicemail) return;
    const incidentId = await this.calls.linkedIncident(tx, call.callId);
    if (incidentId === null) return;
    const text = `The caller left a message: ${this.urlOf(call.voicemail)}`;
    await appendTimeline(tx, [{ incidentId, at, type: 'call', actor: ringdown.name, text }]);
  }

  /** A call that was deleted leaves its incident, which says so and leads to no recording any more. */
  async forget(tx: Sql, callId: string, at: Date): Promise<void> {
    const incidentIds = await this.calls.forgetCall(tx, callId);
    const entry = { at, type: 'call', actor: ringdown.name, text: `The call ${callId} was deleted` } as const;
    await appendTimeline(
      tx,
      incidentIds.map((incidentId) => ({ incidentId, ...entry })),
    );
  }

  private async complete(tx: Sql, stored: StoredCallIncident, call: CompletedCall): Promise<IncidentRow> {
    const incident = await this.calls.savePayload(tx, stored, this.finalPayload(call, stored));
    const { outcome, duration, receiver, endedAt } = call;
    const text = callEndWords({ outcome, duration, receiverName: receiver?.name ?? null });
    const entry = { at: new Date(endedAt), type: 'call', actor: ringdown.name, text } as const;
    await appendTimeline(tx, [{ incidentId: incident.id, ...entry }]);
    return incident;
  }

  /** Priority, severity and teams are those it was opened with: the line may be set otherwise by now. */
  private finalPayload(call: CompletedCall, { payload }: StoredCallIncident): CallPayload {
    return callPayloadOf(call, payload, call.recording ? this.urlOf(call.recording) : null);
  }

  private urlOf({ url }: { readonly url: string }): string {
    return absoluteUrl(url, this.settings.publicUrl);
  }
}

/** The acknowledgement that stands is the one which the answer brought about, not one made by hand. */
const isAcknowledgedByAnswer = ({ acknowledged_at: at }: IncidentRow, known: KnownCall): boolean =>
  at !== null && at.getTime() === known.acknowledged_at?.getTime();

function whoAndWhy(verb: StatusVerb, call: CompletedCall, { acknowledged_by: name }: IncidentRow): WhoAndWhy {
  const { receiver } = call;
  if (verb === 'resolve') return { actor: ringdown, because: 'the call was rejected before anyone was rung' };
  if (verb === 'unacknowledge') return { actor: ringdown, because: `the caller was never connected to ${name}` };
  const actor = receiver ? ({ type: 'user', id: receiver.id, name: receiver.name } as const) : ringdown;
  return { actor, because: 'took the call' };
}
