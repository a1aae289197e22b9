import { Module } from '@nestjs/common';
import { IncidentsModule } from '../incidents/index.js';
import { AlertRepository } from './alert.repository.js';
import { ApplyAlerts } from './apply-alerts.js';

@Module({ imports: [IncidentsModule], providers: [AlertRepository, ApplyAlerts] })
export class AlertsModule {}
