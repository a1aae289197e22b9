import { startService } from '@ringdown/platform-http';
import { ApplyAlerts } from './alerts/apply-alerts.js';
import { AppModule } from './app.module.js';
import { FollowCalls } from './call-incidents/follow-calls.js';
import { CreateIncident1795219200000 } from './migrations/1795219200000-create-incident.js';
import { CreateKnownCall1795478400000 } from './migrations/1795478400000-create-known-call.js';
import { FindIncidentsOfCall1795564800000 } from './migrations/1795564800000-find-incidents-of-call.js';
import { TidyAlertTitles1795910400000 } from './migrations/1795910400000-tidy-alert-titles.js';
import { CreateDeadLetter1796083200000 } from './migrations/1796083200000-create-dead-letter.js';

import { DescribeTitleHash1796256000000 } from './migrations/1796256000000-describe-title-hash.js';

await startService({
  name: 'incident',
  port: 3004,
  module: AppModule,
  schema: 'incident',
  migrations: [
    CreateIncident1795219200000,
    CreateKnownCall1795478400000,
    FindIncidentsOfCall1795564800000,
    TidyAlertTitles1795910400000,
    CreateDeadLetter1796083200000,
    DescribeTitleHash1796256000000,
  ],
  mirrors: ['integration', 'line', 'team', 'escalation-policy'],
  answersRpc: true,
  eventHandlers: (app) => [app.get(ApplyAlerts).eventHandler(), app.get(FollowCalls).eventHandler()],
});
