import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { Database } from '@ringdown/platform-persistence';
import type { ProviderName } from '../lines/index.js';
import { isSameHash, newPhoneCode, phoneCodeHash } from './phone-code.js';
import { PhoneCodeStore } from './phone-code.store.js';
import { recentlySent, secondsToWait } from './send-limit.js';

const lifeMs = 10 * 60_000;
const tries = 5;

/** Whose phone it is. */
export interface PhoneOwner {
  readonly userId: string;
  /** E.164. */
  readonly phone: string;
}

/** `documentKey`: where a call is told what to say; null for a text. */
export interface IssuedCode {
  readonly code: string;
  readonly expiresAt: Date;
  readonly documentKey: string | null;
}

/** `wrong` tells how many tries are left; `unsent`: no code was sent to this phone; `none`: it is spent or has expired. */
export type Trial =
  { readonly result: 'right' | 'unsent' | 'none' } | { readonly result: 'wrong'; readonly triesLeft: number };

/** Codes of six digits that show whose a phone is: valid for ten minutes and five tries, the newest one only. */
@Injectable()
export class PhoneCodes {
  constructor(
    private readonly store: PhoneCodeStore,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly cipher: SecretCipher,
    private readonly settings: Settings,
  ) {}

  /** A new code, or the seconds to wait for one. `speaker` is the provider that is to say it; null: it is written. */
  issue(owner: PhoneOwner, speaker: ProviderName | null): Promise<IssuedCode | { readonly wait: number }> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const { phone: sentTo, sentAt } = await this.store.lock(tx, owner.userId, now);
      const wait = secondsToWait(sentAt, now, sentTo === null);
      if (wait > 0) return { wait };
      const code = newPhoneCode();
      const expiresAt = new Date(now.getTime() + lifeMs);
      const key = speaker ? randomBytes(16).toString('hex') : null;
      await this.store.put(tx, owner.userId, {
        phone: owner.phone,
        codeHash: this.hashOf(owner, code),
        triesLeft: tries,
        expiresAt,
        sentAt: [...recentlySent(sentAt, now), now],
        spoken: key && speaker ? { key, provider: speaker, codeSecret: this.cipher.encrypt(code) } : null,
      });
      return { code, expiresAt, documentKey: key };
    });
  }

  /** A code that the provider refused to send cannot be confirmed. */
  withdraw(owner: PhoneOwner, code: string): Promise<void> {
    return this.database.transaction((tx) => this.store.withdraw(tx, owner.userId, this.hashOf(owner, code)));
  }

  /** A right one is spent; a wrong one costs a try. */
  try(owner: PhoneOwner, code: string): Promise<Trial> {
    const now = this.clock.now();
    return this.database.transaction(async (tx): Promise<Trial> => {
      const { phone, codeHash, triesLeft, expiresAt } = await this.store.lock(tx, owner.userId, now);
      if (phone !== owner.phone) return { result: 'unsent' };
      if (!codeHash || triesLeft <= 0 || expiresAt <= now) return { result: 'none' };
      if (!isSameHash(codeHash, this.hashOf(owner, code))) {
        await this.store.countTry(tx, owner.userId);
        return { result: 'wrong', triesLeft: triesLeft - 1 };
      }
      await this.store.spend(tx, owner.userId);
      return { result: 'right' };
    });
  }

  /** What a call is to say, and through which provider; null where the code is spent, replaced or expired. */
  async spoken(documentKey: string): Promise<{ code: string; provider: ProviderName } | null> {
    const spoken = await this.store.spoken(documentKey, this.clock.now());
    return spoken && { code: this.cipher.decrypt(spoken.codeSecret), provider: spoken.provider };
  }

  private hashOf(owner: PhoneOwner, code: string): string {
    return phoneCodeHash(this.settings.secretKey, owner, code);
  }
}
