import { Inject, Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { SecretCipher } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { type ProviderAccount, ProviderRegistry, type TelephonyProvider } from '@ringdown/telephony';

export interface ReachedAccount {
  readonly id: string;
  readonly provider: TelephonyProvider;
  readonly account: ProviderAccount;
}

/** From which account and number people are written to and called. */
export interface Sender extends ReachedAccount {
  /** E.164. */
  readonly number: string;
}

/** Provider accounts from memory; tokens are decrypted once per change. */
@Injectable()
export class TelephonyAccounts {
  private readonly accounts = new Map<string, ReachedAccount>();

  constructor(
    private readonly registry: ProviderRegistry,
    private readonly mirror: ConfigMirror,
    cipher: SecretCipher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    mirror.onChange('provider-account', (id, document) => {
      this.accounts.delete(id);
      if (document) this.remember(document, cipher);
    });
  }

  /** Null where the account is gone, or its token cannot be decrypted. */
  find(id: string): ReachedAccount | null {
    return this.accounts.get(id) ?? null;
  }

  /** The account and number named in the settings, else those of the first line; null where there is none that can be used. */
  sender(): Sender | null {
    const from = this.mirror.get('settings', 'organisation')?.notifyFrom ?? this.firstLine();
    const reached = from && this.accounts.get(from.providerAccountId);
    return reached ? { ...reached, number: from.number } : null;
  }

  /** Ids of lines rise with the time at which they were made. */
  private firstLine(): ConfigDocument<'line'> | null {
    return this.mirror
      .all('line')
      .reduce<ConfigDocument<'line'> | null>(
        (first, line) => (first === null || line.id < first.id ? line : first),
        null,
      );
  }

  private remember(document: ConfigDocument<'provider-account'>, cipher: SecretCipher): void {
    const provider = this.registry.find(document.provider);
    if (!provider) return;
    try {
      const account: ProviderAccount = {
        accountId: document.accountSid ?? document.authId ?? '',
        authToken: cipher.decrypt(document.authToken),
        signingKeys: (document.signingKeys ?? []).map(({ id, keySecret }) => ({ id, key: cipher.decrypt(keySecret) })),
      };
      this.accounts.set(document.id, { id: document.id, provider, account });
    } catch (error) {
      this.logger.error(
        { err: error, providerAccountId: document.id },
        'nobody can be notified from this provider account',
      );
    }
  }
}
