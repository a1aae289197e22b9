import { Body, Controller, Get, Patch } from '@nestjs/common';
import { By, type Doer } from '../who/index.js';
import { KeepOrganisationSettings, type OrganisationSettings } from './keep-organisation-settings.js';

@Controller('api/v1/settings')
export class SettingsController {
  constructor(private readonly settings: KeepOrganisationSettings) {}

  @Get()
  get(): Promise<OrganisationSettings> {
    return this.settings.read();
  }

  @Patch()
  change(@Body() body: unknown, @By() by: Doer): Promise<OrganisationSettings> {
    return this.settings.patch(body, by);
  }
}
