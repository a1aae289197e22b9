import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { isPostgresUnavailable } from '@ringdown/platform-persistence';
import { counter, durations, type Logger, withCorrelation } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import { type FireAgain } from '@ringdown/platform-timers/bullmq';
import { ChannelSender, type Sent } from './channel-sender.js';
import { type ClaimedDelivery, DeliveryRepository, leaseMs } from './delivery.repository.js';
import { DeliveryTimers } from './delivery-timers.js';
import { type NextStep, nextStep } from './retry-policy.js';

const sweepEveryMs = 1000;
const atOnce = 50;
const retryMs = 500;
const recordTimeoutMs = leaseMs / 2;

/** `result`: delivered, again or failed. */
const deliveriesTotal = counter('deliveries_total', 'Tries to deliver, by what came of them', [
  'channel_type',
  'result',
]);
const deliveryTime = durations('delivery_time', 'Seconds from an event to its message being accepted', [
  'channel_type',
]);

/** Sends deliveries when they are due: woken by their timers, and by a sweep over the rows for those that Redis lost. */
@Injectable()
export class DeliveryWorker implements OnApplicationBootstrap {
  constructor(
    private readonly deliveries: DeliveryRepository,
    private readonly sender: ChannelSender,
    private readonly timers: DeliveryTimers,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timers.start((deliveryId) => this.onTimer(deliveryId), atOnce);
    this.sender.onChannelDeleted((id) => void this.onChannelDeleted(id));
  }

  /** One try of one delivery: claim, send, record the outcome. While another worker has it, nothing happens. */
  async deliver(deliveryId: string): Promise<FireAgain | void> {
    const claim = await this.deliveries.claim(deliveryId, this.clock.now());
    if (claim.type === 'later') return { againAt: claim.at };
    if (claim.type === 'not-mine') return;
    const { delivery } = claim;
    return withCorrelation(delivery.correlation_id, async () =>
      this.settle(delivery, await this.sender.send(delivery)),
    );
  }

  @Sweep({ name: 'deliveries', everyMs: sweepEveryMs })
  async sendDue(): Promise<void> {
    if (!this.sender.isReady) return;
    const due = await this.deliveries.due(this.clock.now(), atOnce);
    const results = await Promise.allSettled(due.map((id) => this.deliver(id)));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  private async onTimer(deliveryId: string): Promise<FireAgain | void> {
    // Without the configuration every channel looks deleted.
    if (!this.sender.isReady) return { againAt: new Date(this.clock.now().getTime() + sweepEveryMs) };
    return this.deliver(deliveryId);
  }

  /** What waits for a deleted channel ends at the next sweep, not after its backoff. */
  private async onChannelDeleted(channelId: string): Promise<void> {
    await this.deliveries
      .makeDue(channelId, this.clock.now())
      .catch((error: unknown) =>
        this.logger.warn(
          { err: error, channel: channelId },
          'deliveries to a deleted channel wait for their next try before they fail',
        ),
      );
  }

  /** Decides what comes next, records it, and schedules what waited for this delivery. */
  private async settle(delivery: ClaimedDelivery, { answer, channelType }: Sent): Promise<FireAgain | void> {
    const now = this.clock.now();
    const step = nextStep(answer, { tries: delivery.tries, now, giveUpAt: delivery.give_up_at, chance: Math.random() });
    this.report(delivery, channelType, step);
    const isStillOurs = await this.record(delivery, step, now);
    if (!isStillOurs) return;
    if (step.type === 'again') {
      if (step.pauseUntil) await this.deliveries.pauseChannel(delivery.channel_id, step.pauseUntil);
      return { againAt: step.at };
    }
    const next = await this.deliveries.nextInOrder(delivery);
    if (next) await this.timers.schedule([next]);
  }

  /** A message whose outcome is not recorded would go out twice, so Postgres is waited for while the lease holds. */
  private async record(delivery: ClaimedDelivery, step: NextStep, now: Date): Promise<boolean> {
    for (let waited = 0; ; waited += retryMs) {
      try {
        return await this.deliveries.recordOutcome(delivery, step, now);
      } catch (error) {
        if (!isPostgresUnavailable(error) || waited >= recordTimeoutMs) throw error;
        await wait(retryMs);
      }
    }
  }

  private report(delivery: ClaimedDelivery, channelType: Sent['channelType'], step: NextStep): void {
    const { id, channel_id: channel, ordering_key: about, attempts } = delivery;
    const fields = { delivery: id, channel, channelType, attempts, about };
    deliveriesTotal.inc({ channel_type: channelType, result: step.type });
    if (step.type === 'delivered') {
      const seconds = (this.clock.now().getTime() - delivery.event_at.getTime()) / 1000;
      deliveryTime.observe({ channel_type: channelType }, seconds);
      this.logger.info(fields, 'delivered');
      return;
    }
    const again = step.type === 'again' ? { againAt: step.at } : {};
    this.logger.warn(
      { ...fields, ...again, reason: step.reason },
      step.type === 'again' ? 'not delivered yet' : 'delivery failed for good',
    );
  }
}
