import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { Sweep } from '@ringdown/platform-timers';
import { ChannelQueueRepository, type Lease, leaseMs } from './channel-queue.repository.js';
import { ChannelTurns } from './channel-turns.js';
import { DeliveryTimers } from './delivery-timers.js';

const sweepEveryMs = 1000;
const renewEveryMs = leaseMs / 4;
const atOnce = 200;

/**
 * Works on the channels to which something is due, one turn after another, each channel on one instance at a time: woken by what is
 * planned, by timers for what is due later, and by a sweep for what both have missed.
 */
@Injectable()
export class ChannelWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly working = new Map<string, Promise<void>>();
  private readonly leases = new Map<string, Lease>();
  private readonly waiting = new Set<string>();
  private isStopping = false;

  constructor(
    private readonly queues: ChannelQueueRepository,
    private readonly turns: ChannelTurns,
    private readonly timers: DeliveryTimers,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timers.start((channelId) => {
      this.wake([channelId]);
      return Promise.resolve();
    });
    this.turns.onChannelChanged((id) => this.wake([id]));
  }

  /** No turn begins any more; those under way are waited for. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await Promise.allSettled(this.working.values());
  }

  /** Looks at channels now, or as soon as there is room. */
  wake(channelIds: Iterable<string>): void {
    for (const id of channelIds) this.waiting.add(id);
    this.workOn();
  }

  @Sweep({ name: 'deliveries', everyMs: sweepEveryMs })
  async wakeDue(): Promise<void> {
    if (this.turns.isReady) this.wake(await this.queues.due(this.clock.now()));
  }

  @Sweep({ name: 'leases of channels', everyMs: renewEveryMs })
  async renewLeases(): Promise<void> {
    if (this.leases.size > 0) await this.queues.renew([...this.leases.values()], this.clock.now());
  }

  private workOn(): void {
    // the sweep comes again
    if (!this.turns.isReady) return;
    for (const id of this.waiting) {
      if (this.isStopping || this.working.size >= atOnce) return;
      // who works on it sees by `news` that something came
      this.waiting.delete(id);
      if (this.working.has(id)) continue;
      const work = this.work(id).finally(() => {
        this.working.delete(id);
        this.leases.delete(id);
        this.workOn();
      });
      this.working.set(id, work);
    }
  }

  private async work(channelId: string): Promise<void> {
    try {
      const lease = await this.queues.claim(channelId, this.clock.now());
      if (!lease) return;
      this.leases.set(channelId, lease);
      await this.turnAfterTurn(lease);
    } catch (error) {
      this.logger.warn({ err: error, channel: channelId }, 'a turn of a channel failed; the sweep takes the next one');
    }
  }

  private async turnAfterTurn(lease: Lease): Promise<void> {
    for (let isFirst = true; ; isFirst = false) {
      const turn = await this.turns.take(isFirst ? lease : { ...lease, brokenOffAt: null });
      if (turn.type === 'lost') return;
      if (turn.type === 'more to do') {
        if (!this.isStopping) continue;
        await this.queues.giveBack(lease);
        return;
      }
      if (!(await this.queues.release(lease, turn.news))) continue;
      if (turn.againAt) await this.timers.schedule(lease.channelId, turn.againAt);
      return;
    }
  }
}
