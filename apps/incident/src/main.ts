import { startService } from '@ringdown/platform-http';
import { ApplyAlerts } from './alerts/apply-alerts.js';
import { AppModule } from './app.module.js';
import { FollowCalls } from './call-incidents/follow-calls.js';
import { migrations } from './migrations/index.js';

await startService({
  name: 'incident',
  port: 3004,
  module: AppModule,
  schema: 'incident',
  migrations,
  mirrors: ['integration', 'line', 'team', 'escalation-policy'],
  answersRpc: true,
  eventHandlers: (app) => [app.get(ApplyAlerts).eventHandler(), app.get(FollowCalls).eventHandler()],
});
