import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type Delivery, deliveryRpc, type FailingChannel } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { ChannelSender } from './channel-sender.js';
import { DeliveryLogRepository } from './delivery-log.repository.js';
import { DeliveryRepository } from './delivery.repository.js';
import { DeliveryTimers } from './delivery-timers.js';

/** For so long a failure is news. */
const latelyMs = 24 * 3_600_000;

/** Answers control's RPC about deliveries. */
@Controller()
export class DeliveriesController {
  constructor(
    private readonly log: DeliveryLogRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly timers: DeliveryTimers,
    private readonly sender: ChannelSender,
    private readonly clock: Clock,
  ) {}

  @MessagePattern(deliveryRpc.list.subject)
  list(@Payload() data: unknown): Promise<{ items: Delivery[]; nextCursor: string | null }> {
    return this.log.list(deliveryRpc.list.request.parse(data));
  }

  /**
   * Sends once more what was delivered or has failed for good: at once, and with a new day to arrive.
   * @throws DomainError `not-found`, or `conflict` where it is still being tried.
   */
  @MessagePattern(deliveryRpc.resend.subject)
  async resend(@Payload() data: unknown): Promise<Delivery> {
    const { id } = deliveryRpc.resend.request.parse(data);
    const restarted = await this.deliveries.restart(id, this.clock.now());
    const delivery = await this.log.find(id);
    if (!delivery) throw new DomainError('not-found', `There is no delivery ${id}.`);
    if (!restarted) throw new DomainError('conflict', 'This delivery is still being tried; wait until it has ended.');
    await this.timers.schedule([restarted]);
    return delivery;
  }

  @MessagePattern(deliveryRpc.failing.subject)
  async failing(): Promise<{ items: FailingChannel[] }> {
    return { items: await this.log.failingSince(new Date(this.clock.now().getTime() - latelyMs)) };
  }

  @MessagePattern(deliveryRpc.testChannel.subject)
  testChannel(@Payload() data: unknown): Promise<{ ok: boolean; detail: string }> {
    return this.sender.test(deliveryRpc.testChannel.request.parse(data).channelId);
  }
}
