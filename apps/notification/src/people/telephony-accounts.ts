import { Inject, Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { SecretCipher } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { KnownAccounts, ProviderRegistry, type ReachedAccount } from '@ringdown/telephony';

/** From which account and number people are written to and called. */
export interface Sender extends ReachedAccount {
  /** E.164. */
  readonly number: string;
}

/** Provider accounts from memory, and the one from which people are written to and called. */
@Injectable()
export class TelephonyAccounts {
  private readonly accounts: KnownAccounts;

  constructor(
    registry: ProviderRegistry,
    private readonly mirror: ConfigMirror,
    cipher: SecretCipher,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.accounts = new KnownAccounts(registry, (secret) => cipher.decrypt(secret));
    mirror.onChange('provider-account', (id, document) => {
      try {
        this.accounts.take(id, document);
      } catch (error) {
        logger.error({ err: error, providerAccountId: id }, 'nobody can be notified from this provider account');
      }
    });
  }

  /** Null where the account is gone, or its token cannot be decrypted. */
  find(id: string): ReachedAccount | null {
    return this.accounts.find(id);
  }

  /** The account and number named in the settings, else those of the first line; null where there is none that can be used. */
  sender(): Sender | null {
    const from = this.mirror.get('settings', 'organisation')?.notifyFrom ?? this.firstLine();
    const reached = from && this.accounts.find(from.providerAccountId);
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
}
