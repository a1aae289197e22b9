import type { ConfigDocument } from '@ringdown/contracts';
import type { ProviderAccount, TelephonyProvider } from './port/telephony-provider.js';
import type { ProviderRegistry } from './registry.js';

/** A provider account of the configuration, and the provider by which it is reached. */
export interface ReachedAccount {
  readonly id: string;
  readonly provider: TelephonyProvider;
  readonly account: ProviderAccount;
}

/** The provider accounts of the configuration in memory; secrets are decrypted once per change. */
export class KnownAccounts {
  private readonly accounts = new Map<string, ReachedAccount>();

  constructor(
    private readonly registry: ProviderRegistry,
    private readonly decrypt: (secret: string) => string,
  ) {}

  /** Takes an account as it is now; undefined: it is gone. @throws where it cannot be decrypted: nothing is known of it then. */
  take(id: string, document: ConfigDocument<'provider-account'> | undefined): void {
    this.accounts.delete(id);
    const provider = document && this.registry.find(document.provider);
    if (provider) this.accounts.set(id, { id, provider, account: this.decrypted(document) });
  }

  find(id: string): ReachedAccount | null {
    return this.accounts.get(id) ?? null;
  }

  all(): readonly ReachedAccount[] {
    return [...this.accounts.values()];
  }

  private decrypted(document: ConfigDocument<'provider-account'>): ProviderAccount {
    const { accountSid, authId, authToken, signingKeys = [] } = document;
    return {
      accountId: accountSid ?? authId ?? '',
      authToken: this.decrypt(authToken),
      signingKeys: signingKeys.map(({ id, keySecret }) => ({ id, key: this.decrypt(keySecret) })),
    };
  }
}
