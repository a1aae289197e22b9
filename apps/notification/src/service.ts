import type { ServiceDefinition } from '@ringdown/platform-http';
import { AppModule } from './app.module.js';
import { DeliveryWorker } from './deliveries/delivery-worker.js';
import { PlanDeliveries } from './deliveries/plan-deliveries.js';
import { CreateDelivery1795219200000 } from './migrations/1795219200000-create-delivery.js';
import { KeepFactsAsWritten1795910400000 } from './migrations/1795910400000-keep-facts-as-written.js';
import { CreateDeadLetter1796083200000 } from './migrations/1796083200000-create-dead-letter.js';
import { RenameDeliveryColumns1796256000000 } from './migrations/1796256000000-rename-delivery-columns.js';

export const notificationService: ServiceDefinition = {
  name: 'notification',
  port: 3003,
  module: AppModule,
  schema: 'notification',
  migrations: [
    CreateDelivery1795219200000,
    KeepFactsAsWritten1795910400000,
    CreateDeadLetter1796083200000,
    RenameDeliveryColumns1796256000000,
  ],
  mirrors: ['line', 'integration', 'channel', 'user'],
  answersRpc: true,
  eventHandlers: (app) => app.get(PlanDeliveries).eventHandlers(),
  run: (app) => app.get(DeliveryWorker).start(),
};
