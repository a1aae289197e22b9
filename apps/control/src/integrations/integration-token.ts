import { createHash, randomBytes } from 'node:crypto';
import type { Seal } from '@ringdown/platform-config';
import type { StillValid } from '../idempotency/index.js';

/** A new token as an integration keeps it: its hash, by which ingest knows it, and itself sealed, to show the URL again. */
export function newIntegrationToken(seal: Seal): { tokenHash: string; tokenSecret: string } {
  const token = randomBytes(24).toString('base64url');
  return { tokenHash: hashOf(token), tokenSecret: seal.close(token) };
}

/** Whether the token that was answered is the integration's token still. */
export const isTokenOf: StillValid = async (on, { id, token }) => {
  const sql = `select 1 from thing where kind = 'integration' and id = $1 and document->>'tokenHash' = $2`;
  return typeof token === 'string' && (await on.query(sql, [id, hashOf(token)])).length > 0;
};

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Null where it was sealed with another SECRET_KEY: rotating gives a readable one. */
export function readIntegrationToken(tokenSecret: string, seal: Seal): string | null {
  try {
    return seal.open(tokenSecret);
  } catch {
    return null;
  }
}
