import { Body, Controller, Get, Module, Patch } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { organisationSettings, organisationSettingsChange } from '@ringdown/contracts';
import type { z } from 'zod';
import { type Actor, CurrentActor, Endpoint } from '../api/index.js';
import { AuditModule } from '../audit/index.js';
import { NotifyNumbersController } from './notify-numbers.js';
import { type OrganisationSettings, SettingsEntity, SettingsRepository } from './settings.repository.js';
import { SettingsService } from './settings.service.js';

@Controller('api/v1/settings')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get()
  @Endpoint({ summary: 'Read the settings of the organisation', access: 'viewer', answer: organisationSettings })
  get(): Promise<OrganisationSettings> {
    return this.settings.read();
  }

  @Patch()
  @Endpoint({
    summary: 'Change any settings of the organisation',
    access: 'admin',
    body: organisationSettingsChange,
    answer: organisationSettings,
  })
  change(
    @Body() change: z.output<typeof organisationSettingsChange>,
    @CurrentActor() actor: Actor,
  ): Promise<OrganisationSettings> {
    return this.settings.patch(change, actor);
  }
}

@Module({
  imports: [AuditModule, TypeOrmModule.forFeature([SettingsEntity])],
  controllers: [SettingsController, NotifyNumbersController],
  providers: [SettingsRepository, SettingsService],
  exports: [SettingsService],
})
export class SettingsModule {}
