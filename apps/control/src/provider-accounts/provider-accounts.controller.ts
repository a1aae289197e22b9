import { Controller, Param, Post } from '@nestjs/common';
import { trial } from '@ringdown/contracts';
import type { Verification } from '@ringdown/telephony';
import { Endpoint } from '../api/index.js';
import { ProviderAccess } from './provider-access.js';

/** Asks the provider whether it knows the account. */
@Controller('api/v1/provider-accounts')
export class VerifyAccountController {
  constructor(private readonly access: ProviderAccess) {}

  @Post(':id/verify')
  @Endpoint({
    summary: 'Ask the provider whether it knows the account',
    access: 'admin',
    answer: trial,
    status: 200,
  })
  async verify(@Param('id') id: string): Promise<Verification> {
    const { provider, account } = await this.access.resolveAccount(id);
    return provider.verify(account);
  }
}
