import { Injectable } from '@nestjs/common';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { PlivoProvider, type ProviderAccount, type TelephonyProvider, TwilioProvider } from '@ringdown/telephony';
import { ReadThings } from '../things/index.js';
import { providerAccountKind } from './provider-account.kind.js';

export type ProviderName = TelephonyProvider['name'];

/** A provider account as it is asked with: its provider, and its credentials decrypted. */
@Injectable()
export class ProviderAccess {
  private readonly providers: Readonly<Record<ProviderName, TelephonyProvider>>;

  constructor(
    private readonly things: ReadThings,
    private readonly cipher: SecretCipher,
    { twilioApiUrl, plivoApiUrl }: Settings,
  ) {
    this.providers = { twilio: new TwilioProvider(twilioApiUrl), plivo: new PlivoProvider(plivoApiUrl) };
  }

  /** @throws DomainError `not-found` */
  async to(id: string): Promise<{ provider: TelephonyProvider; account: ProviderAccount }> {
    const { provider, accountSid, authId, authToken } = await this.things.document(providerAccountKind, id);
    const accountId = (provider === 'plivo' ? authId : accountSid) ?? '';
    return { provider: this.providers[provider], account: { accountId, authToken: this.cipher.decrypt(authToken) } };
  }

  named(provider: ProviderName): TelephonyProvider {
    return this.providers[provider];
  }
}
