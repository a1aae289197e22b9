import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type Delivery, deliveryRpc } from '@ringdown/contracts';
import { DeliveryLog } from './delivery-log.js';
import { ResendDelivery } from './resend-delivery.js';
import { TestChannel } from './test-channel.js';

/** Answers control's RPC about deliveries. */
@Controller()
export class DeliveriesController {
  constructor(
    private readonly log: DeliveryLog,
    private readonly resendDelivery: ResendDelivery,
    private readonly channelTest: TestChannel,
  ) {}

  @MessagePattern(deliveryRpc.list.subject)
  list(@Payload() data: unknown): Promise<{ items: Delivery[]; nextCursor: string | null }> {
    return this.log.list(deliveryRpc.list.request.parse(data));
  }

  @MessagePattern(deliveryRpc.resend.subject)
  resend(@Payload() data: unknown): Promise<Delivery> {
    return this.resendDelivery.execute(deliveryRpc.resend.request.parse(data).id);
  }

  @MessagePattern(deliveryRpc.testChannel.subject)
  testChannel(@Payload() data: unknown): Promise<{ ok: boolean; detail: string }> {
    return this.channelTest.execute(deliveryRpc.testChannel.request.parse(data).channelId);
  }
}
