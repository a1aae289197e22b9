import { Module } from '@nestjs/common';
import { resourceController } from '../configuration/index.js';
import { ProviderAccess } from './provider-access.js';
import { providerAccountResource } from './provider-account.resource.js';
import { VerifyAccountController } from './provider-accounts.controller.js';

@Module({
  controllers: [VerifyAccountController, resourceController(providerAccountResource)],
  providers: [ProviderAccess],
  exports: [ProviderAccess],
})
export class ProviderAccountsModule {}
