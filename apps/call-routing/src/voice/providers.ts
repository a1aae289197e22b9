import { Inject, Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import { PlivoProvider, type ProviderAccount, type TelephonyProvider, TwilioProvider } from '@ringdown/telephony';

/** How a line's provider is reached, and where it reaches us. */
export interface ReachedProvider {
  readonly provider: TelephonyProvider;
  readonly account: ProviderAccount;
  /** `https://…/voice/twilio/<lineId>`: what this line hands out begins with it. */
  readonly base: string;
}

/** Lines with their provider accounts, from memory; tokens are decrypted once per change. */
@Injectable()
export class Providers {
  private readonly adapters: ReadonlyMap<string, TelephonyProvider>;
  private readonly accounts = new Map<string, { provider: string; account: ProviderAccount }>();

  constructor(
    private readonly mirror: ConfigMirror,
    private readonly settings: Settings,
    cipher: SecretCipher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const adapters = [new TwilioProvider(settings.twilioApiUrl), new PlivoProvider(settings.plivoApiUrl)];
    this.adapters = new Map<string, TelephonyProvider>(adapters.map((adapter) => [adapter.name, adapter]));
    mirror.onChange('provider-account', (id, account) => {
      if (!account) this.accounts.delete(id);
      else this.remember(account, cipher);
    });
  }

  /** A token that does not open must not take the other lines down with it. */
  private remember(account: ConfigDocument<'provider-account'>, cipher: SecretCipher): void {
    try {
      this.accounts.set(account.id, { provider: account.provider, account: decrypted(account, cipher) });
    } catch (error) {
      this.accounts.delete(account.id);
      this.logger.error(
        { err: error, providerAccountId: account.id },
        'the lines of this provider account cannot be served',
      );
    }
  }

  forLine(lineId: string): ReachedProvider | null {
    const line = this.mirror.get('line', lineId);
    return line ? this.forAccount(line) : null;
  }

  /** @throws Error for a name that no provider has. */
  named(name: string): TelephonyProvider {
    const adapter = this.adapters.get(name);
    if (!adapter) throw new Error(`There is no provider ${name}.`);
    return adapter;
  }

  /** For what is not a line's: null where the account is gone, or its token does not open. */
  byAccount(providerAccountId: string): Pick<ReachedProvider, 'provider' | 'account'> | null {
    const known = this.accounts.get(providerAccountId);
    const provider = known && this.adapters.get(known.provider);
    return known && provider ? { provider, account: known.account } : null;
  }

  private forAccount(line: ConfigDocument<'line'>): ReachedProvider | null {
    const reached = this.byAccount(line.providerAccountId);
    return reached && { ...reached, base: `${this.settings.voiceUrl}/voice/${reached.provider.name}/${line.id}` };
  }
}

const decrypted = (account: ConfigDocument<'provider-account'>, cipher: SecretCipher): ProviderAccount => ({
  accountId: account.accountSid ?? account.authId ?? '',
  authToken: cipher.decrypt(account.authToken),
  signingKeys: (account.signingKeys ?? []).map(({ id, keySecret }) => ({ id, key: cipher.decrypt(keySecret) })),
});
