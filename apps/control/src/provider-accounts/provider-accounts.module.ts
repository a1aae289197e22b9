import { Controller, Module, Param, Post } from '@nestjs/common';
import { trial } from '@ringdown/contracts';
import type { Verification } from '@ringdown/telephony';
import { Endpoint } from '../api/index.js';
import { resourceController } from '../configuration/index.js';
import { ProviderAccess } from './provider-access.js';
import { providerAccountResource } from './provider-account.resource.js';

/** Asks the provider whether it knows the account. */
@Controller('api/v1/provider-accounts')
export class VerifyAccountController {
  constructor(private readonly access: ProviderAccess) {}

  @Post(':id/verify')
  @Endpoint({
    summary: 'Check the credentials of an account at its provider',
    access: 'admin',
    answer: trial,
    status: 200,
  })
  async verify(@Param('id') id: string): Promise<Verification> {
    const { provider, account } = await this.access.resolveAccount(id);
    return provider.verify(account);
  }
}

@Module({
  controllers: [VerifyAccountController, resourceController(providerAccountResource)],
  providers: [ProviderAccess],
  exports: [ProviderAccess],
})
export class ProviderAccountsModule {}
