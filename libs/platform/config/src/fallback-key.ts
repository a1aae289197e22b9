import { createHmac } from 'node:crypto';

/**
 * The part of a line's fallback URL that nobody can guess: a provider that calls it may not be able to sign.
 * The first 32 hexadecimal digits of HMAC-SHA256(SECRET_KEY, `fallback.<lineId>`).
 */
export const fallbackKey = (secretKey: string, lineId: string): string =>
  createHmac('sha256', secretKey).update(`fallback.${lineId}`).digest('hex').slice(0, 32);
