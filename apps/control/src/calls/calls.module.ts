import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { IncidentsModule } from '../incidents/index.js';
import { ProviderAccountsModule } from '../provider-accounts/index.js';
import { CallIncidentController } from './call-incident.controller.js';
import { CallsController } from './calls.controller.js';
import { ExportCallsController } from './export-calls.controller.js';
import { IncidentOfCall } from './incident-of-call.js';
import { MediaController, ProviderMedia } from './media.controller.js';

@Module({
  imports: [AuditModule, ProviderAccountsModule, IncidentsModule],
  controllers: [ExportCallsController, CallsController, CallIncidentController, MediaController],
  providers: [ProviderMedia, IncidentOfCall],
})
export class CallsModule {}
