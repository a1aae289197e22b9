import { createHash } from 'node:crypto';
import { Seal } from '@ringdown/platform-config';
import { newIntegrationToken, readIntegrationToken } from './integration-token.js';

const seal = new Seal('0123456789abcdef0123456789abcdef');

it('is unguessable, known by its hash, and can be read again', () => {
  const { tokenHash, tokenSecret } = newIntegrationToken(seal);
  const token = readIntegrationToken(tokenSecret, seal) ?? '';
  expect(token).toMatch(/^[\w-]{32,}$/);
  expect(createHash('sha256').update(token).digest('hex')).toBe(tokenHash);
  expect(tokenSecret).not.toContain(token);
  expect(newIntegrationToken(seal).tokenHash).not.toBe(tokenHash);
});

it('is unreadable, not a failure, after SECRET_KEY was changed', () => {
  const { tokenSecret } = newIntegrationToken(seal);
  expect(readIntegrationToken(tokenSecret, new Seal('fedcba9876543210fedcba9876543210'))).toBeNull();
});
