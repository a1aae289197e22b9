import { Module } from '@nestjs/common';
import { OutboundHttp } from '@ringdown/chat';
import { RefusedSettings, Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { ArmDeliveries } from './deliveries/arm-deliveries.js';
import { ChatChannels } from './deliveries/chat-channels.js';
import { Deliver } from './deliveries/deliver.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { DeliveryClaims } from './deliveries/delivery-claims.js';
import { DeliveryOutcomes } from './deliveries/delivery-outcomes.js';
import { DeliveryLog } from './deliveries/delivery-log.js';
import { deliveryCatalogue, DeliveryTimers } from './deliveries/delivery-timers.js';
import { PlanDeliveries } from './deliveries/plan-deliveries.js';
import { RecordOutcome } from './deliveries/record-outcome.js';
import { ResendDelivery } from './deliveries/resend-delivery.js';
import { RunDeliveries } from './deliveries/run-deliveries.js';
import { SendDelivery } from './deliveries/send-delivery.js';
import { TestChannel } from './deliveries/test-channel.js';

@Module({
  controllers: [DeliveriesController],
  providers: [
    {
      provide: OutboundHttp,
      inject: [Settings],
      useFactory: ({ outboundAllowPrivate }: Settings) => new OutboundHttp({ allowPrivate: outboundAllowPrivate }),
    },
    {
      provide: DeliveryTimers,
      inject: [Settings, LOGGER, RefusedSettings],
      useFactory: ({ redisUrl }: Settings, logger: Logger, refused: RefusedSettings) =>
        new DeliveryTimers(deliveryCatalogue, {
          redisUrl,
          service: 'notification',
          logger,
          onRefused: (...refusal) => refused.report('REDIS_URL', ...refusal),
        }),
    },
    ChatChannels,
    ArmDeliveries,
    PlanDeliveries,
    DeliveryClaims,
    DeliveryOutcomes,
    SendDelivery,
    RecordOutcome,
    Deliver,
    RunDeliveries,
    DeliveryLog,
    ResendDelivery,
    TestChannel,
  ],
})
export class AppModule {}
