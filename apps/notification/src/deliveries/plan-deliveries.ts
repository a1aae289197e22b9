import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { callEvents, type ChannelEvent, incidentEvents, oncallEvents } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { type AfterCommit, ConfigMirror, EventHandler, type EventOf } from '@ringdown/platform-messaging';
import type { Sql } from '@ringdown/platform-persistence';
import {
  aboutOf,
  isCallEvent,
  isShiftEvent,
  type NotifiableEvent,
  type Story,
  StoryRepository,
} from '../stories/index.js';
import { ChannelWorker } from './channel-worker.js';
import { DeliveryRepository, type PlannedDelivery } from './delivery.repository.js';
import { type Audience, candidatesOf, recipientsOf } from './recipients.js';

type Arrived = EventOf<
  | (typeof callEvents)[keyof typeof callEvents]
  | (typeof incidentEvents)[Exclude<keyof typeof incidentEvents, 'muted' | 'respondersAdded' | 'respondersRemoved'>]
  | (typeof oncallEvents)['shiftStarted' | 'shiftEnded']
>;

const pollMs = 50;
const timeoutMs = 10_000;
/** How a call was going this long ago is no news: it is over by now. */
const liveNewsMs = 15 * 60_000;

/** Decides which channels are told of an event, and stores one delivery for each in the transaction of the inbox. */
@Injectable()
export class PlanDeliveries {
  constructor(
    private readonly mirror: ConfigMirror,
    private readonly deliveries: DeliveryRepository,
    private readonly stories: StoryRepository,
    private readonly worker: ChannelWorker,
    private readonly clock: Clock,
  ) {}

  @EventHandler(
    [
      callEvents.started,
      callEvents.rang,
      callEvents.answered,
      callEvents.completed,
      callEvents.enriched,
      callEvents.deleted,
    ],
    { durable: 'notification-tell-of-call' },
  )
  @EventHandler(
    [
      incidentEvents.opened,
      incidentEvents.acknowledged,
      incidentEvents.unacknowledged,
      incidentEvents.resolved,
      incidentEvents.reopened,
      incidentEvents.escalated,
      incidentEvents.occurred,
      incidentEvents.channelsAdded,
    ],
    { durable: 'notification-tell-of-incident' },
  )
  @EventHandler([oncallEvents.shiftStarted, oncallEvents.shiftEnded], { durable: 'notification-tell-of-shift' })
  async plan(tx: Sql, events: readonly Arrived[]): Promise<AfterCommit> {
    await this.waitForConfiguration(events);
    const now = this.clock.now();
    const concerned = events.filter((event) => this.concernsSomebody(event));
    const before = await this.follow(tx, concerned);
    const planned = concerned
      .filter((event) => !isOldNews(event, now))
      .flatMap((event) => this.deliveriesOf(event, before));
    await this.deliveries.add(tx, planned, now);
    return () => this.worker.wake(new Set(planned.map(({ channelId }) => channelId)));
  }

  /** Without the configuration no channel would be found, and the event would be lost. What was created a moment ago is waited for. */
  private async waitForConfiguration(events: readonly Arrived[]): Promise<void> {
    for (let waited = 0; !this.mirror.ready; waited += pollMs) {
      if (waited >= timeoutMs) throw new DomainError('unavailable', 'The configuration has not arrived yet.');
      await wait(pollMs);
    }
    const lines = new Set(events.flatMap(({ data }) => ('lineId' in data ? (data.lineId ?? []) : [])));
    const integrations = new Set(events.flatMap(({ data }) => ('integrationId' in data ? data.integrationId : [])));
    await Promise.all([
      ...[...lines].map((id) => this.mirror.find('line', id)),
      ...[...integrations].map((id) => this.mirror.find('integration', id)),
    ]);
  }

  private concernsSomebody(event: Arrived): boolean {
    return candidatesOf(eventOf(event), this.audienceOf(eventOf(event))).length > 0;
  }

  /** How each call and incident stood before each of these events, by the event's id. */
  private async follow(tx: Sql, events: readonly Arrived[]): Promise<ReadonlyMap<string, Story>> {
    const told = events.flatMap(({ envelope, ...arrived }) => {
      const event = eventOf(arrived);
      return isShiftEvent(event) ? [] : [{ id: envelope.id, event, sequence: envelope.sequence }];
    });
    return this.stories.follow(tx, told);
  }

  private deliveriesOf(arrived: Arrived, before: ReadonlyMap<string, Story>): PlannedDelivery[] {
    const { envelope } = arrived;
    const event = eventOf(arrived);
    const recipients = recipientsOf(event, {
      audience: this.audienceOf(event),
      channelOf: (id) => this.mirror.get('channel', id),
      before: before.get(envelope.id) ?? null,
    });
    return recipients.map((recipient) => ({
      ...recipient,
      event,
      eventId: envelope.id,
      eventAt: envelope.occurredAt,
      correlationId: envelope.correlationId,
    }));
  }

  private audienceOf(event: NotifiableEvent): Audience {
    if (isShiftEvent(event)) {
      const about = aboutOf(event) as ChannelEvent;
      const followers = this.mirror.all('channel').filter(({ events }) => events.includes(about));
      const schedule = this.mirror.get('schedule', event.data.oncall.id);
      return { line: undefined, integration: undefined, schedule, followerIds: followers.map(({ id }) => id) };
    }
    const { lineId } = event.data;
    return {
      line: lineId ? this.mirror.get('line', lineId) : undefined,
      integration: isCallEvent(event) ? undefined : this.mirror.get('integration', event.data.integrationId),
      schedule: undefined,
      followerIds: [],
    };
  }
}

const eventOf = ({ subject, data }: Pick<Arrived, 'subject' | 'data'>): NotifiableEvent =>
  ({ subject, data }) as NotifiableEvent;

const liveNews: readonly string[] = [callEvents.started.subject, callEvents.rang.subject, callEvents.answered.subject];

const isOldNews = ({ subject, envelope }: Arrived, now: Date): boolean =>
  liveNews.includes(subject) && now.getTime() - Date.parse(envelope.occurredAt) > liveNewsMs;
