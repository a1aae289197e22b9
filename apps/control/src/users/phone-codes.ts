import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@ringdown/kernel';
import { SecretCipher, Settings } from '@ringdown/platform-config';
import { Database } from '@ringdown/platform-persistence';
import type { ProviderName } from '../provider-accounts/index.js';
import { PhoneCodeRepository } from './phone-code.repository.js';

const lifeMs = 10 * 60_000;
const tries = 5;

/** Whose phone it is. */
export interface PhoneOwner {
  readonly userId: string;
  /** E.164. */
  readonly phone: string;
}

/** `documentKey`: where a provider fetches what a call says; null for a text. */
export interface IssuedCode {
  readonly code: string;
  readonly expiresAt: Date;
  readonly documentKey: string | null;
}

/** `wrong` says how many tries are left; `unsent`: no code was sent to this phone; `none`: it is spent or has expired. */
export type Trial =
  { readonly result: 'right' | 'unsent' | 'none' } | { readonly result: 'wrong'; readonly triesLeft: number };

/** Codes of six digits that show whose a phone is: valid for ten minutes and five tries, the newest one only. */
@Injectable()
export class PhoneCodes {
  constructor(
    private readonly store: PhoneCodeRepository,
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

const digits = 6;

export const newPhoneCode = (): string => String(randomInt(10 ** digits)).padStart(digits, '0');

/** Keyed, since a million codes are soon tried; bound to person and phone. Hexadecimal. */
export const phoneCodeHash = (secretKey: string, owner: { userId: string; phone: string }, code: string): string =>
  createHmac('sha256', secretKey).update(`phone-code.${owner.userId}.${owner.phone}.${code}`).digest('hex');

/** In constant time. */
export const isSameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const pauseMs = 30_000;
const hourMs = 3600_000;
const perHour = 5;

/**
 * Seconds until another code may be sent to a person: one in 30 s and five in an hour; 0: now.
 * @param wasRefused The provider refused to send the newest one: nobody need wait for it to arrive.
 */
export function secondsToWait(sentAt: readonly Date[], now: Date, wasRefused = false): number {
  const times = sentAt.map((at) => at.getTime()).toSorted((a, b) => b - a);
  const newest = times[0];
  const fifth = times[perHour - 1];
  const until = Math.max(
    newest === undefined || wasRefused ? 0 : newest + pauseMs,
    fifth === undefined ? 0 : fifth + hourMs,
  );
  return Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}

/** Those that still count. */
export const recentlySent = (sentAt: readonly Date[], now: Date): Date[] =>
  sentAt.filter((at) => at.getTime() > now.getTime() - hourMs);
