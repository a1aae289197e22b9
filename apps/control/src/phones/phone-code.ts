import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';

const digits = 6;

export const newPhoneCode = (): string => String(randomInt(10 ** digits)).padStart(digits, '0');

/** Keyed, since a million codes are soon tried; bound to person and phone. Hexadecimal. */
export const phoneCodeHash = (secretKey: string, owner: { userId: string; phone: string }, code: string): string =>
  createHmac('sha256', secretKey).update(`phone-code.${owner.userId}.${owner.phone}.${code}`).digest('hex');

/** In constant time. */
export const isSameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
