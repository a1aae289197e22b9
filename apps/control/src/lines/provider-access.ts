import { Injectable } from '@nestjs/common';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { type ProviderAccount, ProviderRegistry, providerRegistry, type TelephonyProvider } from '@ringdown/telephony';
import { ReadThings } from '../things/index.js';
import { providerAccountKind } from './provider-account.kind.js';

export type ProviderName = TelephonyProvider['name'];

/** A provider account as it is asked with: its provider, and its credentials decrypted. */
@Injectable()
export class ProviderAccess {
  private readonly registry: ProviderRegistry;

  constructor(
    private readonly things: ReadThings,
    private readonly cipher: SecretCipher,
    settings: Settings,
  ) {
    this.registry = providerRegistry(settings);
  }

  /** @throws DomainError `not-found` */
  async to(id: string): Promise<{ provider: TelephonyProvider; account: ProviderAccount }> {
    const { provider, accountSid, authId, authToken } = await this.things.document(providerAccountKind, id);
    const accountId = accountSid ?? authId ?? '';
    return { provider: this.named(provider), account: { accountId, authToken: this.cipher.decrypt(authToken) } };
  }

  named(provider: ProviderName): TelephonyProvider {
    return this.registry.named(provider);
  }
}
