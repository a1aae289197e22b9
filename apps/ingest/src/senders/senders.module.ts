import { Module } from '@nestjs/common';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { IntakeModule } from '../intake/index.js';
import { IntegrationTokens } from './integration-tokens.js';
import { PushEventsRoute } from './push-events/push-events.route.js';

@Module({
  imports: [IntakeModule],
  providers: [
    {
      provide: IntegrationTokens,
      useFactory: (mirror: ConfigMirror) => new IntegrationTokens(mirror),
      inject: [ConfigMirror],
    },
    PushEventsRoute,
  ],
})
export class SendersModule {}
