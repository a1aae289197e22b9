import { createHash, randomBytes } from 'node:crypto';
import type { SecretCipher } from '@ringdown/platform-config';
import type { StillValid } from '../idempotency/index.js';

/** A new token as an integration keeps it: its hash, by which ingest knows it, and itself encrypted, to show the URL again. */
export function newIntegrationToken(cipher: SecretCipher): { tokenHash: string; tokenSecret: string } {
  const token = randomBytes(24).toString('base64url');
  return { tokenHash: hashOf(token), tokenSecret: cipher.encrypt(token) };
}

/** Whether the token that was answered is the integration's token still. */
export const isTokenOf: StillValid = async (on, { id, token }) => {
  const sql = `select 1 from thing where kind = 'integration' and id = $1 and document->>'tokenHash' = $2`;
  return typeof token === 'string' && (await on.query(sql, [id, hashOf(token)])).length > 0;
};

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Null where it was encrypted with another SECRET_KEY: rotating gives a readable one. */
export function readIntegrationToken(tokenSecret: string, cipher: SecretCipher): string | null {
  try {
    return cipher.decrypt(tokenSecret);
  } catch {
    return null;
  }
}
