import { Inject, Injectable } from '@nestjs/common';
import type { ConfigDocument } from '@ringdown/contracts';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import { ConfigMirror } from '@ringdown/platform-messaging';
import type { Logger } from '@ringdown/platform-telemetry';
import {
  KnownAccounts,
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
  private readonly accounts: KnownAccounts;

  constructor(
    registry: ProviderRegistry,
    private readonly mirror: ConfigMirror,
    private readonly settings: Settings,
    cipher: SecretCipher,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.accounts = new KnownAccounts(registry, (secret) => cipher.decrypt(secret));
    mirror.onChange('provider-account', (id, document) => {
      try {
        this.accounts.take(id, document);
      } catch (error) {
        // its lines cannot be served; all others can
        logger.error({ err: error, providerAccountId: id }, 'the lines of this provider account cannot be served');
      }
    });
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
    return this.accounts
      .all()
      .some(({ provider: signer, account }) => signer.name === provider && signer.isSigned(request, account));
  }

  /** For what is not a line's: null where the account is gone, or its token cannot be decrypted. */
  byAccount(providerAccountId: string): Pick<ReachedProvider, 'provider' | 'account'> | null {
    return this.accounts.find(providerAccountId);
  }
}
