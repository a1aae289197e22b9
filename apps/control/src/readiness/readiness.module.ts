import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProviderAccountsModule } from '../provider-accounts/index.js';
import { SettingsModule } from '../settings/index.js';
import { ProviderChecks } from './provider-checks.js';
import { ProviderFindingEntity, ProviderFindingRepository } from './provider-finding.js';
import { ProviderAccountCheck } from './provider-account-check.js';
import { ReadinessController } from './readiness.controller.js';
import { ReadinessSources } from './readiness-sources.js';

@Module({
  imports: [SettingsModule, ProviderAccountsModule, TypeOrmModule.forFeature([ProviderFindingEntity])],
  controllers: [ReadinessController],
  providers: [ProviderChecks, ProviderAccountCheck, ProviderFindingRepository, ReadinessSources],
})
export class ReadinessModule {}
