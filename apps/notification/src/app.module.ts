import { Module } from '@nestjs/common';
import { ServiceModule, type ServiceOptions } from '@ringdown/platform-http';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { ChannelRateLimitEntity, DeliveryEntity } from './deliveries/delivery.entity.js';
import { migrations } from './migrations/index.js';

export const notificationService: ServiceOptions = {
  name: 'notification',
  port: 3003,
  schema: 'notification',
  migrations,
  entities: [DeliveryEntity, ChannelRateLimitEntity],
  mirrors: ['line', 'integration', 'channel', 'user'],
  answersRpc: true,
  durables: ['notification-tell-of-call', 'notification-tell-of-incident'],
  sweeps: ['deliveries'],
};

@Module({ imports: [ServiceModule.forService(notificationService), DeliveriesModule] })
export class AppModule {}
