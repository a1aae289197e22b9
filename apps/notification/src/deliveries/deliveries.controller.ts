import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { type Delivery, deliveryQuestions } from '@ringdown/contracts';
import { DeliveryLog } from './delivery-log.js';
import { ResendDelivery } from './resend-delivery.js';
import { TestChannel } from './test-channel.js';

/** Answers control's questions about deliveries over NATS. */
@Controller()
export class DeliveriesController {
  constructor(
    private readonly log: DeliveryLog,
    private readonly resendDelivery: ResendDelivery,
    private readonly channelTest: TestChannel,
  ) {}

  @MessagePattern(deliveryQuestions.list.subject)
  list(@Payload() data: unknown): Promise<{ items: Delivery[]; nextCursor: string | null }> {
    return this.log.list(deliveryQuestions.list.ask.parse(data));
  }

  @MessagePattern(deliveryQuestions.resend.subject)
  resend(@Payload() data: unknown): Promise<Delivery> {
    return this.resendDelivery.execute(deliveryQuestions.resend.ask.parse(data).id);
  }

  @MessagePattern(deliveryQuestions.testChannel.subject)
  testChannel(@Payload() data: unknown): Promise<{ ok: boolean; detail: string }> {
    return this.channelTest.execute(deliveryQuestions.testChannel.ask.parse(data).channelId);
  }
}
