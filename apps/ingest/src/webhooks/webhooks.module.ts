import { Module } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { SecretCipher } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { IntakeModule } from '../intake/index.js';
import { AmazonSns } from './amazon-sns.js';
import { IntegrationTokens } from './integration-tokens.js';
import { MonitorRoute } from './monitor.route.js';
import { OpsgenieRoute } from './opsgenie.route.js';
import { PagerDutyRoute } from './pagerduty.route.js';
import { Receiver } from './receiver.js';
import { SenderGuards } from './sender-guards.js';
import { SentryGuard } from './sentry.guard.js';
import { SnsGuard } from './sns.guard.js';

@Module({
  imports: [IntakeModule],
  providers: [
    {
      provide: IntegrationTokens,
      useFactory: (mirror: ConfigMirror) => new IntegrationTokens(mirror),
      inject: [ConfigMirror],
    },
    {
      provide: SenderGuards,
      useFactory: (clock: Clock, cipher: SecretCipher, logger: Logger) =>
        new SenderGuards([new SnsGuard(new AmazonSns(clock)), new SentryGuard(cipher, logger)]),
      inject: [Clock, SecretCipher, LOGGER],
    },
    Receiver,
    MonitorRoute,
    PagerDutyRoute,
    OpsgenieRoute,
  ],
  exports: [IntegrationTokens, Receiver],
})
export class WebhooksModule {}
