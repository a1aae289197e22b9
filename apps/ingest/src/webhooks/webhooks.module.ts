import { Module } from '@nestjs/common';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { IntakeModule } from '../intake/index.js';
import { IntegrationTokens } from './integration-tokens.js';
import { MonitorRoute } from './monitor.route.js';
import { Receiver } from './receiver.js';
import { SenderGuards } from './sender-guards.js';

@Module({
  imports: [IntakeModule],
  providers: [
    {
      provide: IntegrationTokens,
      useFactory: (mirror: ConfigMirror) => new IntegrationTokens(mirror),
      inject: [ConfigMirror],
    },
    { provide: SenderGuards, useFactory: () => new SenderGuards([]) },
    Receiver,
    MonitorRoute,
  ],
  exports: [IntegrationTokens, Receiver],
})
export class WebhooksModule {}
