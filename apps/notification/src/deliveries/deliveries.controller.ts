import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type ChannelState, type Delivery, deliveryRpc, type FailingChannel } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { ChannelSender } from './channel-sender.js';
import { ChannelStateRepository } from './channel-state.repository.js';
import { ChannelWorker } from './channel-worker.js';
import { DeliveryLogRepository } from './delivery-log.repository.js';
import { DeliveryRepository } from './delivery.repository.js';

/** For so long a failure is news. */
const latelyMs = 24 * 3_600_000;

/** Answers control's RPC about deliveries. */
@Controller()
export class DeliveriesController {
  constructor(
    private readonly log: DeliveryLogRepository,
    private readonly deliveries: DeliveryRepository,
    private readonly worker: ChannelWorker,
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
    const channelId = await this.deliveries.restart(id, this.clock.now());
    const delivery = await this.log.find(id);
    if (!delivery) throw new DomainError('not-found', `There is no delivery ${id}.`);
    if (!channelId) throw new DomainError('conflict', 'This delivery is still being tried; wait until it has ended.');
    this.worker.wake([channelId]);
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

/** Answers control's RPC about how channels are doing. */
@Controller()
export class ChannelStatesController {
  constructor(
    private readonly states: ChannelStateRepository,
    private readonly worker: ChannelWorker,
    private readonly clock: Clock,
  ) {}

  @MessagePattern(deliveryRpc.channelStates.subject)
  async channelStates(): Promise<{ items: ChannelState[] }> {
    return { items: await this.states.all(this.clock.now()) };
  }

  /** @throws DomainError `conflict` where it is not disabled. */
  @MessagePattern(deliveryRpc.enableChannel.subject)
  async enableChannel(@Payload() data: unknown): Promise<ChannelState> {
    const { channelId } = deliveryRpc.enableChannel.request.parse(data);
    if (!(await this.states.enable(channelId)))
      throw new DomainError('conflict', 'This channel is not disabled: there is nothing to enable.');
    this.worker.wake([channelId]);
    const state = (await this.states.all(this.clock.now())).find((one) => one.channelId === channelId);
    if (!state) throw new DomainError('not-found', `Nothing was ever sent to the channel ${channelId}.`);
    return state;
  }
}
