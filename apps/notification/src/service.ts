import type { ServiceDefinition } from '@ringdown/platform-http';
import { AppModule } from './app.module.js';
import { DeliveryWorker } from './deliveries/delivery-worker.js';
import { PlanDeliveries } from './deliveries/plan-deliveries.js';
import { migrations } from './migrations/index.js';

export const notificationService: ServiceDefinition = {
  name: 'notification',
  port: 3003,
  module: AppModule,
  schema: 'notification',
  migrations,
  mirrors: ['line', 'integration', 'channel', 'user'],
  answersRpc: true,
  eventHandlers: (app) => app.get(PlanDeliveries).eventHandlers(),
  run: (app) => app.get(DeliveryWorker).start(),
};
