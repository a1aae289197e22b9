import { createHash } from 'node:crypto';
import { SecretCipher } from '@ringdown/platform-config';
import { newIntegrationToken, readIntegrationToken } from './integration.resource.js';

const cipher = new SecretCipher('0123456789abcdef0123456789abcdef');

it('is unguessable, known by its hash, and can be read again', () => {
  const { tokenHash, tokenSecret } = newIntegrationToken(cipher);
  const token = readIntegrationToken(tokenSecret, cipher) ?? '';
  expect(token).toMatch(/^[\w-]{32,}$/);
  expect(createHash('sha256').update(token).digest('hex')).toBe(tokenHash);
  expect(tokenSecret).not.toContain(token);
  expect(newIntegrationToken(cipher).tokenHash).not.toBe(tokenHash);
});

it('is unreadable, not a failure, after SECRET_KEY was changed', () => {
  const { tokenSecret } = newIntegrationToken(cipher);
  expect(readIntegrationToken(tokenSecret, new SecretCipher('fedcba9876543210fedcba9876543210'))).toBeNull();
});
