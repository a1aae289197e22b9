import { Module } from '@nestjs/common';
import { AlertsModule } from './alerts/alerts.module.js';
import { CallIncidentsModule } from './call-incidents/call-incidents.module.js';
import { IncidentsModule } from './incidents/index.js';

@Module({ imports: [IncidentsModule, AlertsModule, CallIncidentsModule] })
export class AppModule {}
