import { createHmac, timingSafeEqual } from 'node:crypto';

/** Derived from the session, which a foreign page can make a browser send but cannot read. */
export const csrfTokenOf = (sessionToken: string, secretKey: string): string =>
  createHmac('sha256', secretKey).update(`csrf ${sessionToken}`).digest('base64url');

export function isCsrfToken(given: unknown, sessionToken: string, secretKey: string): boolean {
  const expected = Buffer.from(csrfTokenOf(sessionToken, secretKey));
  const actual = Buffer.from(typeof given === 'string' ? given : '');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
