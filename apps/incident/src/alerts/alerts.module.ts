import { Module } from '@nestjs/common';
import { IncidentsModule } from '../incidents/index.js';
import { AlertEffects } from './alert-effects.js';
import { AlertRepository } from './alert.repository.js';
import { AlertsController } from './alerts.controller.js';
import { ApplyAlerts } from './apply-alerts.js';

@Module({
  imports: [IncidentsModule],
  controllers: [AlertsController],
  providers: [AlertRepository, AlertEffects, ApplyAlerts],
})
export class AlertsModule {}
