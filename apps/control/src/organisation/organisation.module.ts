import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { KeepOrganisationSettings } from './keep-organisation-settings.js';
import { SettingsController } from './settings.controller.js';

@Module({
  imports: [AuditModule],
  controllers: [SettingsController],
  providers: [KeepOrganisationSettings],
  exports: [KeepOrganisationSettings],
})
export class OrganisationModule {}
