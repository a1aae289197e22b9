import { Module } from '@nestjs/common';
import { RpcModule } from './rpc.module.js';
import { AudioModule } from './audio/index.js';
import { AuditModule } from './audit/index.js';
import { AuthModule } from './auth/index.js';
import { CallsModule } from './calls/index.js';
import { ChannelsModule } from './channels/index.js';
import { DeadLettersModule } from './dead-letters/index.js';
import { DeliveriesModule } from './deliveries/index.js';
import { IdempotencyModule } from './idempotency/index.js';
import { IncidentsModule } from './incidents/index.js';
import { IntegrationsModule } from './integrations/index.js';
import { LinesModule } from './lines/index.js';
import { OnCallModule } from './on-call/index.js';
import { OpenApiModule } from './openapi/index.js';
import { OrganisationModule } from './organisation/index.js';
import { PeopleModule } from './people/index.js';
import { PhonesModule } from './phones/index.js';
import { ReadinessModule } from './readiness/readiness.module.js';
import { SlicesModule } from './slices/index.js';
import { ThingsModule } from './things/index.js';

@Module({
  imports: [
    RpcModule,
    AuditModule,
    SlicesModule,
    ThingsModule,
    AuthModule,
    IdempotencyModule,
    PeopleModule,
    PhonesModule,
    OnCallModule,
    LinesModule,
    AudioModule,
    IntegrationsModule,
    ChannelsModule,
    CallsModule,
    IncidentsModule,
    DeliveriesModule,
    DeadLettersModule,
    OrganisationModule,
    ReadinessModule,
    OpenApiModule,
  ],
})
export class AppModule {}
