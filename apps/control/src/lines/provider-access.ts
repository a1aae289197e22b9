import { Injectable } from '@nestjs/common';
import { Seal, Settings } from '@ringdown/platform-config';
import { type ProviderAccount, type TelephonyProvider, TwilioProvider } from '@ringdown/telephony';
import { ReadThings } from '../things/index.js';
import { providerAccountKind } from './provider-account.kind.js';

/** A provider account as it is asked with: its provider, and its credentials unsealed. */
@Injectable()
export class ProviderAccess {
  private readonly twilio: TelephonyProvider;

  constructor(
    private readonly things: ReadThings,
    private readonly seal: Seal,
    { twilioApiUrl }: Settings,
  ) {
    this.twilio = new TwilioProvider(twilioApiUrl);
  }

  /** @throws DomainError `not-found` */
  async to(accountId: string): Promise<{ provider: TelephonyProvider; account: ProviderAccount }> {
    const { accountSid = '', authToken } = await this.things.document(providerAccountKind, accountId);
    return { provider: this.twilio, account: { accountId: accountSid, authToken: this.seal.open(authToken) } };
  }
}
