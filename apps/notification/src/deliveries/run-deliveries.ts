import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { type FireAgain, Sweep } from '@ringdown/platform-timers';
import { Deliver } from './deliver.js';
import { DeliveryClaims } from './delivery-claims.js';
import { DeliveryTimers } from './delivery-timers.js';

const sweepEveryMs = 1000;
const atOnce = 50;

/** What rings for deliveries: the timer, and the sweep for those that Redis forgot. */
@Injectable()
export class RunDeliveries {
  constructor(
    private readonly deliver: Deliver,
    private readonly claims: DeliveryClaims,
    private readonly timers: DeliveryTimers,
    private readonly mirror: ConfigMirror,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Returns how to stop: what is being sent is finished first. */
  start(clock: Clock): () => Promise<void> {
    this.timers.listen({ delivery: ({ deliveryId }) => this.ring(deliveryId, clock) }, atOnce);
    const options = { name: 'deliveries', everyMs: sweepEveryMs, logger: this.logger };
    const sweep = new Sweep(options, () => this.sweep(clock));
    sweep.start();
    this.mirror.onChange('channel', (id, channel) => {
      if (!channel) void this.dropDeleted(id, clock);
    });
    return async () => {
      await sweep.stop();
      await this.timers.close();
    };
  }

  private async ring(deliveryId: string, clock: Clock): Promise<FireAgain | void> {
    // Without the configuration every channel looks deleted.
    if (!this.mirror.ready) return { againAt: new Date(clock.now().getTime() + sweepEveryMs) };
    return this.deliver.execute(deliveryId);
  }

  /** What waits for a channel that is gone ends at the next sweep, not after its backoff. */
  private async dropDeleted(channelId: string, clock: Clock): Promise<void> {
    await this.claims
      .makeDue(channelId, clock.now())
      .catch((error: unknown) => this.logger.warn({ err: error, channel: channelId }, 'a deleted channel has to wait'));
  }

  private async sweep(clock: Clock): Promise<void> {
    if (!this.mirror.ready) return;
    const due = await this.claims.due(clock.now(), atOnce);
    const results = await Promise.allSettled(due.map((id) => this.deliver.execute(id)));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }
}
