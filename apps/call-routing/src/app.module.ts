import { Module } from '@nestjs/common';
import { rulesCaution, timeZoneRules } from '@ringdown/domain-oncall';
import { ServiceModule } from '@ringdown/platform-http';
import { CallLogModule } from './call-log/call-log.module.js';
import { CallsModule } from './calls/calls.module.js';
import { entities } from './entities.js';
import { FallbackModule } from './fallback/fallback.module.js';
import { migrations } from './migrations/index.js';
import { RecordingsModule } from './recordings/recordings.module.js';
import { RoutingModule } from './routing/routing.module.js';
import { takeWebhooks } from './webhooks/index.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

const runtimeRules = process.versions['tz'];

@Module({
  imports: [
    ServiceModule.forService({
      name: 'call-routing',
      port: 3002,
      schema: 'call_routing',
      migrations,
      entities,
      mirrors: ['line', 'provider-account', 'user', 'schedule', 'contact', 'audio', 'test-mode', 'settings'],
      answersRpc: true,
      durables: ['call-routing-link-incident'],
      sweeps: [
        'call deadlines',
        'calls that were live at the start',
        'calls that ended elsewhere',
        'defects to be written down',
        'recordings to be deleted',
        'recording retention',
        'fallback documents',
      ],
      configureHttp: takeWebhooks,
      about: { timeZoneRules, runtimeTimeZoneRules: runtimeRules ?? 'unknown' },
      cautions: [rulesCaution(runtimeRules)].flatMap((caution) => (caution ? [`${caution.text} ${caution.fix}`] : [])),
    }),
    CallsModule,
    RoutingModule,
    WebhooksModule,
    RecordingsModule,
    CallLogModule,
    FallbackModule,
  ],
})
export class AppModule {}
