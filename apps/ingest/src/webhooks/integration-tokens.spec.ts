import { createHash } from 'node:crypto';
import type { ConfigMirror } from '@ringdown/platform-messaging';
import { IntegrationTokens } from './integration-tokens.js';

type Listener = (id: string, document: { id: string; tokenHash: string } | undefined) => void;

function mirrored() {
  let notify: Listener = () => undefined;
  const mirror = { ready: true, onChange: (_kind: string, listener: Listener) => (notify = listener) };
  const tokens = new IntegrationTokens(mirror as unknown as ConfigMirror);
  const hash = (token: string) => createHash('sha256').update(token).digest('hex');
  return {
    tokens,
    set: (id: string, token: string) => notify(id, { id, tokenHash: hash(token) }),
    remove: (id: string) => notify(id, undefined),
  };
}

describe('IntegrationTokens', () => {
  it('finds the integration of a token', async () => {
    const { tokens, set } = mirrored();
    set('int_1', 'one');
    set('int_2', 'two');
    await expect(tokens.find('two', 0)).resolves.toMatchObject({ id: 'int_2' });
    await expect(tokens.find('three', 0)).resolves.toBeUndefined();
  });

  it('forgets a token that was rotated, and those of a deleted integration', async () => {
    const { tokens, set, remove } = mirrored();
    set('int_1', 'old');
    set('int_1', 'new');
    await expect(tokens.find('old', 0)).resolves.toBeUndefined();
    await expect(tokens.find('new', 0)).resolves.toMatchObject({ id: 'int_1' });
    remove('int_1');
    await expect(tokens.find('new', 0)).resolves.toBeUndefined();
  });

  it('waits for a token that was made a moment ago', async () => {
    const { tokens, set } = mirrored();
    const found = tokens.find('fresh', 250);
    set('int_1', 'fresh');
    await expect(found).resolves.toMatchObject({ id: 'int_1' });
  });
});
