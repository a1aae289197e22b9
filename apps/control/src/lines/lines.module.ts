import { Module } from '@nestjs/common';
import { thingsController } from '../things/index.js';
import { lineKind } from './line.kind.js';
import { ProviderAccess } from './provider-access.js';
import { providerAccountKind } from './provider-account.kind.js';
import { VerifyAccountController } from './verify-account.controller.js';

@Module({
  controllers: [VerifyAccountController, thingsController(lineKind), thingsController(providerAccountKind)],
  providers: [ProviderAccess],
  exports: [ProviderAccess],
})
export class LinesModule {}
