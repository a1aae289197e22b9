import { Clock } from '@ringdown/kernel';
import { Readiness, type ServiceDefinition } from '@ringdown/platform-http';
import { AppModule } from './app.module.js';
import { DeliveryTimers } from './deliveries/delivery-timers.js';
import { PlanDeliveries } from './deliveries/plan-deliveries.js';
import { RunDeliveries } from './deliveries/run-deliveries.js';
import { CreateDelivery1795219200000 } from './migrations/1795219200000-create-delivery.js';
import { KeepFactsAsWritten1795910400000 } from './migrations/1795910400000-keep-facts-as-written.js';
import { CreateDeadLetter1796083200000 } from './migrations/1796083200000-create-dead-letter.js';

export const notificationService: ServiceDefinition = {
  name: 'notification',
  port: 3003,
  module: AppModule,
  schema: 'notification',
  migrations: [CreateDelivery1795219200000, KeepFactsAsWritten1795910400000, CreateDeadLetter1796083200000],
  mirrors: ['line', 'integration', 'channel', 'user'],
  answersRpc: true,
  eventHandlers: (app) => app.get(PlanDeliveries).eventHandlers(),
  run: (app) => {
    const timers = app.get(DeliveryTimers);
    app
      .get(Readiness)
      .add('redis', () => timers.problem && `${timers.problem}; the sweep does the timers, up to 2 s late`);
    return app.get(RunDeliveries).start(app.get(Clock));
  },
};
