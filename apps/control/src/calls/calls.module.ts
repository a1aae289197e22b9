import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { AuthModule } from '../auth/index.js';
import { IncidentsModule } from '../incidents/index.js';
import { ProviderAccountsModule } from '../provider-accounts/index.js';
import { CallIncidentController } from './call-incident.controller.js';
import { CallIncidentRpcController } from './call-incident-rpc.controller.js';
import { CallIncidents } from './call-incidents.js';
import { CallsController } from './calls.controller.js';
import { ExportCallsController } from './export-calls.controller.js';
import { IncidentOfCall } from './incident-of-call.js';
import { MediaController, ProviderMedia } from './media.controller.js';

@Module({
  imports: [AuditModule, AuthModule, ProviderAccountsModule, IncidentsModule],
  controllers: [
    ExportCallsController,
    CallsController,
    CallIncidentController,
    CallIncidentRpcController,
    MediaController,
  ],
  providers: [ProviderMedia, IncidentOfCall, CallIncidents],
})
export class CallsModule {}
