import { Module } from '@nestjs/common';
import { CallLogModule } from './call-log/call-log.module.js';
import { CallsModule } from './calls/calls.module.js';
import { FallbackModule } from './fallback/fallback.module.js';
import { RecordingsModule } from './recordings/recordings.module.js';
import { RoutingModule } from './routing/routing.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

@Module({ imports: [CallsModule, RoutingModule, WebhooksModule, RecordingsModule, CallLogModule, FallbackModule] })
export class AppModule {}
