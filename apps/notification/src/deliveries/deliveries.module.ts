import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChannelSender } from './channel-sender.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveryLogRepository } from './delivery-log.repository.js';
import { DeliveryEntity } from './delivery.entity.js';
import { DeliveryRepository } from './delivery.repository.js';
import { DeliveryTimers } from './delivery-timers.js';
import { DeliveryWorker } from './delivery-worker.js';
import { PlanDeliveries } from './plan-deliveries.js';
import { PlanShiftDeliveries } from './plan-shift-deliveries.js';

@Module({
  imports: [TypeOrmModule.forFeature([DeliveryEntity])],
  controllers: [DeliveriesController],
  providers: [
    DeliveryRepository,
    DeliveryLogRepository,
    DeliveryTimers,
    ChannelSender,
    PlanDeliveries,
    PlanShiftDeliveries,
    DeliveryWorker,
  ],
})
export class DeliveriesModule {}
