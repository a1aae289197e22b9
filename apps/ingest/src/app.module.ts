import { Module } from '@nestjs/common';
import { ServiceModule, type ServiceOptions } from '@ringdown/platform-http';
import { EmailModule } from './email/email.module.js';
import { HeartbeatEntity, HeartbeatModule, HeartbeatWatchEntity } from './heartbeat/index.js';
import { IntakeModule, ReceivedEventEntity } from './intake/index.js';
import { migrations } from './migrations/index.js';
import { ReceivedEventsModule } from './received-events/received-events.module.js';
import { WebhooksModule } from './webhooks/index.js';

/** An accepted alert is its row in the outbox; what it came from is kept beside it. */
export const ingestService: ServiceOptions = {
  name: 'ingest',
  port: 3001,
  schema: 'ingest',
  migrations,
  entities: [ReceivedEventEntity, HeartbeatEntity, HeartbeatWatchEntity],
  mirrors: ['integration'],
  answersRpc: true,
  durables: [],
  sweeps: ['forget received events', 'heartbeats', 'forget heartbeats'],
};

@Module({
  imports: [
    ServiceModule.forService(ingestService),
    IntakeModule,
    WebhooksModule,
    ReceivedEventsModule,
    HeartbeatModule,
    EmailModule,
  ],
})
export class AppModule {}
