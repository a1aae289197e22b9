import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { callEvents, type ConfigDocument, incidentEvents } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { type AfterCommit, ConfigMirror, EventHandler, type EventOf } from '@ringdown/platform-messaging';
import type { Sql } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { isCallEvent, type NotifiableEvent, type ShiftEvent } from '../messages/index.js';
import { DeliveryRepository, type PlannedDelivery } from './delivery.repository.js';
import { DeliveryTimers } from './delivery-timers.js';

type Arrived = EventOf<
  (typeof callEvents)['completed'] | (typeof incidentEvents)[Exclude<keyof typeof incidentEvents, 'muted'>]
>;

/** An event of calls or incidents; those of shifts are planned beside. */
type TeamEvent = Exclude<NotifiableEvent, ShiftEvent>;

const pollMs = 50;
const timeoutMs = 10_000;

/** Decides which channels are notified of an event, and stores one delivery for each in the transaction of the inbox. */
@Injectable()
export class PlanDeliveries {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly deliveries: DeliveryRepository,
    private readonly timers: DeliveryTimers,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @EventHandler(callEvents.completed, { durable: 'notification-tell-of-call' })
  @EventHandler(
    [
      incidentEvents.opened,
      incidentEvents.acknowledged,
      incidentEvents.unacknowledged,
      incidentEvents.resolved,
      incidentEvents.reopened,
      incidentEvents.escalated,
      incidentEvents.channelsAdded,
    ],
    { durable: 'notification-tell-of-incident' },
  )
  async plan(tx: Sql, events: readonly Arrived[]): Promise<AfterCommit> {
    await this.waitForConfiguration(events);
    const planned = events.flatMap((event) => this.deliveriesOf(event));
    const scheduled = await this.deliveries.add(tx, planned, this.clock.now());
    return () => this.timers.schedule(scheduled);
  }

  /** Without the configuration no channel would be found, and the event would be lost. What was created a moment ago is waited for. */
  private async waitForConfiguration(events: readonly Arrived[]): Promise<void> {
    for (let waited = 0; !this.mirror.ready; waited += pollMs) {
      if (waited >= timeoutMs) throw new DomainError('unavailable', 'The configuration has not arrived yet.');
      await wait(pollMs);
    }
    const lines = new Set(events.flatMap(({ data }) => data.lineId ?? []));
    const integrations = new Set(events.flatMap(({ data }) => ('integrationId' in data ? data.integrationId : [])));
    await Promise.all([
      ...[...lines].map((id) => this.mirror.find('line', id)),
      ...[...integrations].map((id) => this.mirror.find('integration', id)),
    ]);
  }

  private deliveriesOf({ subject, data, envelope }: Arrived): PlannedDelivery[] {
    const event = { subject, data } as TeamEvent;
    const channelIds = channelsFor(event, this.audienceOf(event));
    this.logger.debug({ event: envelope.id, subject, channels: channelIds.length }, 'channels to notify of an event');
    return channelIds.map((channelId) => ({
      event,
      eventId: envelope.id,
      eventAt: envelope.occurredAt,
      correlationId: envelope.correlationId,
      channelId,
    }));
  }

  private audienceOf(event: TeamEvent): Audience {
    const { lineId } = event.data;
    return {
      line: lineId ? this.mirror.get('line', lineId) : undefined,
      integration: isCallEvent(event) ? undefined : this.mirror.get('integration', event.data.integrationId),
    };
  }
}

/** What decides which channels are notified of an event. */
interface Audience {
  readonly line: Pick<ConfigDocument<'line'>, 'channelIds'> | undefined;
  readonly integration: Pick<ConfigDocument<'integration'>, 'channelIds'> | undefined;
}

/**
 * A finished call goes to the channels of its line. A rejected one goes nowhere: nobody was to be called (a blocked caller,
 * a limit, a disabled line), and a robot that dials on must not fill a channel; the call log has it.
 * An incident goes to the channels of its integration and to those that alert rules have added, but for those of its line: they have
 * had the call's own message. Channels that a rule adds later are told once it does, and no other is. A step of
 * its escalation goes to the channels that the step names, and to no other. What a rule suppresses goes nowhere.
 */
export function channelsFor(event: TeamEvent, { line, integration }: Audience): readonly string[] {
  if (isCallEvent(event)) return event.data.outcome === 'rejected' ? [] : [...new Set(line?.channelIds)];
  if (event.data.suppressed) return [];
  if (event.subject === incidentEvents.escalated.subject) return [...new Set(event.data.channelIds)];
  const hadTheCall = new Set(event.data.source === 'call' ? line?.channelIds : []);
  const told = new Set(integration?.channelIds);
  if (event.subject === incidentEvents.channelsAdded.subject) {
    return [...new Set(event.data.addedChannelIds)].filter((channel) => !told.has(channel) && !hadTheCall.has(channel));
  }
  return [...new Set([...told, ...event.data.channelIds])].filter((channel) => !hadTheCall.has(channel));
}
