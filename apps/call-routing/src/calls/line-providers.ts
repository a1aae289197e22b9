import { Inject, Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import {
  type ProviderAccount,
  ProviderRegistry,
  type SignedRequest,
  type TelephonyProvider,
} from '@ringdown/telephony';

/** How a line's provider is reached, and where it reaches us. */
export interface ReachedProvider {
  readonly provider: TelephonyProvider;
  readonly account: ProviderAccount;
  /** `https://…/voice/twilio/<lineId>`: what this line hands out begins with it. */
  readonly base: string;
}

/** The same, for a line of the configuration. */
export interface LineProvider extends ReachedProvider {
  readonly line: ConfigDocument<'line'>;
}

/** Lines with their provider accounts, from memory; tokens are decrypted once per change. */
@Injectable()
export class LineProviders {
  private readonly accounts = new Map<string, { provider: string; account: ProviderAccount }>();

  constructor(
    private readonly registry: ProviderRegistry,
    private readonly mirror: ConfigMirror,
    private readonly settings: Settings,
    cipher: SecretCipher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    mirror.onChange('provider-account', (id, account) => {
      if (!account) this.accounts.delete(id);
      else this.remember(account, cipher);
    });
  }

  /** A token that cannot be decrypted must not take the other lines down with it. */
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

  forLine(lineId: string): LineProvider | null {
    const line = this.mirror.get('line', lineId);
    const reached = line && this.byAccount(line.providerAccountId);
    return reached
      ? { ...reached, line, base: `${this.settings.voiceUrl}/voice/${reached.provider.name}/${line.id}` }
      : null;
  }

  /** Whether the credentials of some account at this provider have signed the request. */
  isSignedByAnAccount(provider: string, request: SignedRequest): boolean {
    const signer = this.registry.find(provider);
    if (!signer) return false;
    return [...this.accounts.values()].some(
      (one) => one.provider === provider && signer.isSigned(request, one.account),
    );
  }

  /** For what is not a line's: null where the account is gone, or its token cannot be decrypted. */
  byAccount(providerAccountId: string): Pick<ReachedProvider, 'provider' | 'account'> | null {
    const known = this.accounts.get(providerAccountId);
    const provider = known && this.registry.find(known.provider);
    return known && provider ? { provider, account: known.account } : null;
  }
}

const decrypted = (account: ConfigDocument<'provider-account'>, cipher: SecretCipher): ProviderAccount => ({
  accountId: account.accountSid ?? account.authId ?? '',
  authToken: cipher.decrypt(account.authToken),
  signingKeys: (account.signingKeys ?? []).map(({ id, keySecret }) => ({ id, key: cipher.decrypt(keySecret) })),
});
