import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { IncidentsModule } from '../incidents/index.js';
import { LinesModule } from '../lines/index.js';
import { CallIncidentController } from './call-incident.controller.js';
import { CallsController } from './calls.controller.js';
import { ExportCallsController } from './export-calls.controller.js';
import { IncidentOfCall } from './incident-of-call.js';
import { MediaController } from './media.controller.js';
import { ProviderMedia } from './provider-media.js';
import { SaveCallerController } from './save-caller.controller.js';

@Module({
  imports: [AuditModule, LinesModule, IncidentsModule],
  controllers: [ExportCallsController, CallsController, CallIncidentController, MediaController, SaveCallerController],
  providers: [ProviderMedia, IncidentOfCall],
})
export class CallsModule {}
