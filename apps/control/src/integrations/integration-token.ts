import { createHash, randomBytes } from 'node:crypto';
import type { Seal } from '@ringdown/platform-config';

/** A new token as an integration keeps it: its hash, by which ingest knows it, and itself sealed, to show the URL again. */
export function newIntegrationToken(seal: Seal): { tokenHash: string; tokenSecret: string } {
  const token = randomBytes(24).toString('base64url');
  return { tokenHash: createHash('sha256').update(token).digest('hex'), tokenSecret: seal.close(token) };
}

/** Null where it was sealed with another SECRET_KEY: rotating gives a readable one. */
export function readIntegrationToken(tokenSecret: string, seal: Seal): string | null {
  try {
    return seal.open(tokenSecret);
  } catch {
    return null;
  }
}
