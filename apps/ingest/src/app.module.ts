import { Module } from '@nestjs/common';
import { ServiceModule, type ServiceOptions } from '@ringdown/platform-http';
import { IntakeModule } from './intake/index.js';
import { migrations } from './migrations/index.js';
import { SendersModule } from './senders/senders.module.js';

/** Its only tables are those that every service has: an accepted event is its row in the outbox. */
export const ingestService: ServiceOptions = {
  name: 'ingest',
  port: 3001,
  schema: 'ingest',
  migrations,
  mirrors: ['integration'],
  answersRpc: true,
  durables: [],
  sweeps: [],
};

@Module({ imports: [ServiceModule.forService(ingestService), IntakeModule, SendersModule] })
export class AppModule {}
