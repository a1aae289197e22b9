import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { Verification } from '@ringdown/telephony';
import { ProviderAccess } from './provider-access.js';

/** Asks the provider whether it knows the account. */
@Controller('api/v1/provider-accounts')
export class VerifyAccountController {
  constructor(private readonly access: ProviderAccess) {}

  @Post(':id/verify')
  @HttpCode(200)
  async verify(@Param('id') id: string): Promise<Verification> {
    const { provider, account } = await this.access.to(id);
    return provider.verify(account);
  }
}
