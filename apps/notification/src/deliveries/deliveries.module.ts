import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LinksModule } from '../links/links.module.js';
import { MailModule } from '../mail/index.js';
import { StoryRepository } from '../stories/index.js';
import { ChannelQueueRepository } from './channel-queue.repository.js';
import { ChannelSender } from './channel-sender.js';
import { ChannelStateRepository } from './channel-state.repository.js';
import { ChannelSummaries } from './channel-summaries.js';
import { ChannelSummaryRepository } from './channel-summary.repository.js';
import { ChannelTurns } from './channel-turns.js';
import { ChannelWorker } from './channel-worker.js';
import { ChannelStatesController, DeliveriesController } from './deliveries.controller.js';
import { DeliveryLogRepository } from './delivery-log.repository.js';
import { DeliveryEntity } from './delivery.entity.js';
import { DeliveryRepository } from './delivery.repository.js';
import { DeliveryTimers } from './delivery-timers.js';
import { ForgetDeliveries } from './forget-deliveries.js';
import { GroupSender } from './group-sender.js';
import { OutboundChannels } from './outbound-channels.js';
import { PlanDeliveries } from './plan-deliveries.js';

/** Deliveries: which channels are told of an event, and that they are, once. */
@Module({
  imports: [TypeOrmModule.forFeature([DeliveryEntity]), LinksModule, MailModule],
  controllers: [DeliveriesController, ChannelStatesController],
  providers: [
    StoryRepository,
    DeliveryRepository,
    DeliveryLogRepository,
    DeliveryTimers,
    ChannelQueueRepository,
    ChannelSummaryRepository,
    ChannelStateRepository,
    OutboundChannels,
    ChannelSender,
    GroupSender,
    ChannelSummaries,
    ChannelTurns,
    ChannelWorker,
    PlanDeliveries,
    ForgetDeliveries,
  ],
  exports: [ChannelStateRepository],
})
export class DeliveriesModule {}
