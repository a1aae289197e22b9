import { Injectable } from '@nestjs/common';
import { callEvents } from '@ringdown/contracts';
import { EventHandler, type EventOf } from '@ringdown/platform-messaging';
import type { NotifyingSql } from '@ringdown/platform-persistence';
import { CallIncidentRepository } from './call-incident.repository.js';
import { CallProgress } from './call-progress.js';
import { OpenForCall } from './open-for-call.js';

type CallEvent = EventOf<(typeof callEvents)[Exclude<keyof typeof callEvents, 'rang'>]>;

/** Takes the events of calls: opens their incidents, and keeps these up with the calls. */
@Injectable()
export class FollowCalls {
  constructor(
    private readonly calls: CallIncidentRepository,
    private readonly opening: OpenForCall,
    private readonly progress: CallProgress,
  ) {}

  // One durable for all of a call: neither its answer, nor its end, nor its recording may overtake what came before.
  @EventHandler(
    [callEvents.started, callEvents.answered, callEvents.completed, callEvents.enriched, callEvents.deleted],
    { durable: 'incident-open-for-call' },
  )
  async follow(tx: NotifyingSql, events: readonly CallEvent[]): Promise<void> {
    for (const event of events) await this.followOne(tx, event);
  }

  private async followOne(tx: NotifyingSql, event: CallEvent): Promise<void> {
    const at = new Date(event.envelope.occurredAt);
    switch (event.subject) {
      case callEvents.started.subject:
        return this.opening.atStart(tx, event);
      case callEvents.answered.subject:
        return this.progress.answer(tx, event);
      case callEvents.completed.subject:
        await this.end(tx, event);
        return this.progress.addMedia(tx, { ...event.data, recording: null }, at);
      case callEvents.enriched.subject:
        return this.progress.addMedia(tx, event.data, at);
      case callEvents.deleted.subject:
        return this.progress.forget(tx, event.data.callId, at);
    }
  }

  private async end(tx: NotifyingSql, event: EventOf<typeof callEvents.completed>): Promise<void> {
    const { data: call } = event;
    const known = await this.calls.findKnownCall(tx, call.callId);
    if (known?.ended) return;
    await this.calls.saveKnownCall(tx, call.callId, { ended: true });
    const incidentId = known?.incident_id ?? null;
    await this.progress.endOthers(tx, call, incidentId);
    if (known && incidentId !== null) return this.progress.end(tx, incidentId, known, event);
    return this.opening.atEnd(tx, event);
  }
}
