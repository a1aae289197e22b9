import { Injectable } from '@nestjs/common';
import { oncallEvents } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { type AfterCommit, ConfigMirror, EventHandler, type EventOf } from '@ringdown/platform-messaging';
import type { Sql } from '@ringdown/platform-persistence';
import type { ShiftEvent } from '../messages/index.js';
import { DeliveryRepository, type PlannedDelivery } from './delivery.repository.js';
import { DeliveryTimers } from './delivery-timers.js';

type Arrived = EventOf<(typeof oncallEvents)['shiftStarted' | 'shiftEnded']>;

/** Plans the messages of a handoff to the channels of its schedule, in the transaction of the inbox. */
@Injectable()
export class PlanShiftDeliveries {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly deliveries: DeliveryRepository,
    private readonly timers: DeliveryTimers,
    private readonly clock: Clock,
  ) {}

  @EventHandler([oncallEvents.shiftStarted, oncallEvents.shiftEnded], { durable: 'notification-tell-of-shift' })
  async plan(tx: Sql, events: readonly Arrived[]): Promise<AfterCommit> {
    // without the configuration no channel would be found, and the event would be lost
    if (!this.mirror.ready) throw new DomainError('unavailable', 'The configuration has not arrived yet.');
    const planned = events.flatMap((event) => this.deliveriesOf(event));
    const scheduled = await this.deliveries.add(tx, planned, this.clock.now());
    return () => this.timers.schedule(scheduled);
  }

  private deliveriesOf({ subject, data, envelope }: Arrived): PlannedDelivery[] {
    const event = { subject, data } as ShiftEvent;
    if (!isToldToChannels(event)) return [];
    const channelIds = new Set(this.mirror.get('schedule', data.oncall.id)?.channelIds);
    return [...channelIds].map((channelId) => ({
      event,
      eventId: envelope.id,
      eventAt: envelope.occurredAt,
      correlationId: envelope.correlationId,
      channelId,
    }));
  }
}

/** One message at every handoff: who comes on; who goes off only where nobody comes. */
export const isToldToChannels = (event: ShiftEvent): boolean =>
  event.subject === oncallEvents.shiftStarted.subject || event.data.handoff.to === null;
