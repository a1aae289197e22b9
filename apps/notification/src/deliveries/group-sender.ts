import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryAnswer } from '@ringdown/chat';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { counter, durations, type Logger, withCorrelation } from '@ringdown/platform-telemetry';
import { ChannelQueueRepository, type DeliveryContent, type Outcome } from './channel-queue.repository.js';
import { ChannelSender } from './channel-sender.js';
import { outcomesOf } from './delivery-outcomes.js';
import type { WaitingDelivery } from './plan-turn.js';
import type { Channel } from './recipients.js';

/** `result`: delivered, pending (to be tried again) or failed. */
const deliveriesTotal = counter('deliveries_total', 'Tries to deliver, by what came of them', [
  'channel_type',
  'result',
]);
const deliveryTime = durations('delivery_time', 'Seconds from an event to its message being accepted', [
  'channel_type',
]);

/** Deliveries that went out as one message, and what was answered. */
export interface SentGroup {
  readonly orderingKey: string;
  readonly answer: DeliveryAnswer;
  outcomes(beganAt: Date, now: Date): readonly Outcome[];
}

/** Sends the messages of one turn, all at once, and tells the log and the metrics of it. */
@Injectable()
export class GroupSender {
  constructor(
    private readonly queues: ChannelQueueRepository,
    private readonly sender: ChannelSender,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** `brokenOffAt`: since when somebody else may have sent any of them. */
  async send(
    channel: Channel,
    groups: readonly (readonly WaitingDelivery[])[],
    brokenOffAt: Date | null,
  ): Promise<readonly SentGroup[]> {
    if (groups.length === 0) return [];
    const contents = await this.queues.contentOf(groups.flat().map(({ id }) => id));
    const known = groups.map((group) => group.flatMap(({ id }) => contents.get(id) ?? []));
    return Promise.all(
      known.flatMap(([first, ...rest]) => (first ? [this.sendGroup(channel, [first, ...rest], brokenOffAt)] : [])),
    );
  }

  private async sendGroup(
    channel: Channel,
    deliveries: readonly [DeliveryContent, ...DeliveryContent[]],
    brokenOffAt: Date | null,
  ): Promise<SentGroup> {
    const [first] = deliveries;
    const uncertain = [brokenOffAt, ...deliveries.map((delivery) => delivery.uncertain_since)].flatMap(
      (at) => at ?? [],
    );
    const triedSince = uncertain.length === 0 ? null : new Date(Math.min(...uncertain.map((at) => at.getTime())));
    const { ordering_key: orderingKey, story, ref: replaces } = deliveries.at(-1) ?? first;
    const answer = await withCorrelation(first.correlation_id, () =>
      this.sender.send(channel, { orderingKey, deliveries, story, replaces, triedSince }),
    );
    const tried = deliveries.map(({ id, tries, give_up_at: giveUpAt, uncertain_since: uncertainSince }) => ({
      id,
      tries,
      giveUpAt,
      uncertainSince,
    }));
    return {
      orderingKey,
      answer,
      outcomes: (beganAt, now) => {
        const outcomes = outcomesOf({ deliveries: tried, answer, beganAt, now, chance: Math.random() });
        this.report(channel, first, outcomes);
        return outcomes;
      },
    };
  }

  private report(
    { id: channel, type: channelType }: Channel,
    first: DeliveryContent,
    outcomes: readonly Outcome[],
  ): void {
    for (const { id: delivery, status, lastError: reason, nextAttemptAt: againAt } of outcomes) {
      deliveriesTotal.inc({ channel_type: channelType, result: status });
      const fields = { delivery, channel, channelType, about: first.ordering_key, attempts: first.attempts + 1 };
      if (status === 'delivered') {
        const seconds = (this.clock.now().getTime() - first.event_at.getTime()) / 1000;
        deliveryTime.observe({ channel_type: channelType }, seconds);
        this.logger.info(fields, 'delivered');
      } else if (status === 'pending') {
        this.logger.warn({ ...fields, againAt, reason }, 'not delivered yet');
      } else {
        this.logger.warn({ ...fields, reason }, 'delivery failed for good');
      }
    }
  }
}
