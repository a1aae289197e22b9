import { Injectable } from '@nestjs/common';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { PlivoProvider, type ProviderAccount, type TelephonyProvider, TwilioProvider } from '@ringdown/telephony';
import { ResourceReader } from '../configuration/index.js';
import { providerAccountResource } from './provider-account.resource.js';

export type ProviderName = TelephonyProvider['name'];

/** The providers, and accounts at them with their credentials decrypted. */
@Injectable()
export class ProviderAccess {
  private readonly providers: Readonly<Record<ProviderName, TelephonyProvider>>;

  constructor(
    private readonly reader: ResourceReader,
    private readonly cipher: SecretCipher,
    { twilioApiUrl, plivoApiUrl }: Settings,
  ) {
    this.providers = { twilio: new TwilioProvider(twilioApiUrl), plivo: new PlivoProvider(plivoApiUrl) };
  }

  /** @throws DomainError `not-found` */
  async resolveAccount(id: string): Promise<{ provider: TelephonyProvider; account: ProviderAccount }> {
    const { provider, accountSid, authId, authToken } = await this.reader.document(providerAccountResource, id);
    const accountId = (provider === 'plivo' ? authId : accountSid) ?? '';
    return { provider: this.providers[provider], account: { accountId, authToken: this.cipher.decrypt(authToken) } };
  }

  named(provider: ProviderName): TelephonyProvider {
    return this.providers[provider];
  }
}
