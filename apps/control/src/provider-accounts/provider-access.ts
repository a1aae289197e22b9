import { Injectable } from '@nestjs/common';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { type ProviderAccount, ProviderRegistry, providerRegistry, type TelephonyProvider } from '@ringdown/telephony';
import { ResourceReader } from '../configuration/index.js';
import { providerAccountResource } from './provider-account.resource.js';

export type ProviderName = TelephonyProvider['name'];

/** The providers, and accounts at them with their credentials decrypted. */
@Injectable()
export class ProviderAccess {
  private readonly registry: ProviderRegistry;

  constructor(
    private readonly reader: ResourceReader,
    private readonly cipher: SecretCipher,
    settings: Settings,
  ) {
    this.registry = providerRegistry(settings);
  }

  /** @throws DomainError `not-found` */
  async resolveAccount(id: string): Promise<{ provider: TelephonyProvider; account: ProviderAccount }> {
    const { provider, accountSid, authId, authToken } = await this.reader.document(providerAccountResource, id);
    const accountId = accountSid ?? authId ?? '';
    return { provider: this.named(provider), account: { accountId, authToken: this.cipher.decrypt(authToken) } };
  }

  named(provider: ProviderName): TelephonyProvider {
    return this.registry.named(provider);
  }
}
