import { createHash, randomBytes } from 'node:crypto';
import { newIntegration } from '@ringdown/contracts';
import type { SecretCipher } from '@ringdown/platform-config';
import type { StillValid } from '../api/index.js';
import { defineResource, isStored, refer, referEach } from '../configuration/index.js';

/** A new token as an integration keeps it: its hash, by which ingest knows it, and itself encrypted, to show the URL again. */
export function newIntegrationToken(cipher: SecretCipher): { tokenHash: string; tokenSecret: string } {
  const token = randomBytes(24).toString('base64url');
  return { tokenHash: hashOf(token), tokenSecret: cipher.encrypt(token) };
}

/** Whether the token that was answered is the integration's token still. */
export const isTokenOf: StillValid = async (on, { id, token }) =>
  typeof token === 'string' && isStored(on, 'integration', id, { tokenHash: hashOf(token) });

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Null where it was encrypted with another SECRET_KEY: rotating gives a readable one. */
export function readIntegrationToken(tokenSecret: string, cipher: SecretCipher): string | null {
  try {
    return cipher.decrypt(tokenSecret);
  } catch {
    return null;
  }
}

export const integrationResource = defineResource({
  kind: 'integration',
  idKind: 'integration',
  path: 'integrations',
  word: 'integration',
  input: newIntegration,
  ownFields: ['tokenHash', 'tokenSecret'],
  complete: (input, before, { cipher }) => {
    const { tokenHash, tokenSecret } = before ?? newIntegrationToken(cipher);
    return { ...input, tokenHash, tokenSecret };
  },
  references: (integration) => [
    ...refer('escalation-policy', 'escalationPolicyId', integration.escalationPolicyId),
    ...referEach('team', 'teamIds', integration.teamIds),
    ...referEach('channel', 'channelIds', integration.channelIds),
  ],
  answer: ({ tokenHash: _tokenHash, tokenSecret, ...integration }, { cipher, settings }) => {
    const token = readIntegrationToken(tokenSecret, cipher);
    return { ...integration, token, url: token && `${settings.ingestUrl}/${token}/push-events` };
  },
  stillValid: isTokenOf,
  // whoever knows them can open and resolve incidents
  forViewers: ({ token: _token, url: _url, ...fields }) => fields,
});
