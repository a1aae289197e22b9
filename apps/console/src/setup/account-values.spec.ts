import { newProviderAccount } from '@ringdown/contracts';
import { accountBody, accountValues, blankAccount } from './account-values.js';

const sid = `AC${'0'.repeat(32)}`;

describe('accountBody', () => {
  it('is a Twilio account that the API takes, without what was typed for the other provider', () => {
    const values = { ...blankAccount, name: 'Ours', accountSid: ` ${sid} `, authId: 'MA', authToken: 'secret' };
    expect(newProviderAccount.parse(accountBody(values, true))).toEqual({
      name: 'Ours',
      provider: 'twilio',
      accountSid: sid,
      authToken: 'secret',
      signingKeys: [],
    });
  });
  it('is a Plivo account that the API takes', () => {
    const authId = 'MAXXXXXXXXXXXXXXXXXX';
    const values = { ...blankAccount, provider: 'plivo', name: 'Ours', authId, authToken: 'secret' } as const;
    expect(newProviderAccount.parse(accountBody(values, true))).toMatchObject({ provider: 'plivo', authId });
  });
  it('leaves an untouched token alone in a change', () => {
    const values = accountValues({ id: 'acct_1', name: 'Ours', provider: 'twilio', accountSid: sid });
    expect(accountBody(values, false)).toEqual({ name: 'Ours', accountSid: sid, signingKeys: [] });
  });
  it('names a stored shared key by its id alone, and sends a new one whole', () => {
    const stored = {
      id: 'acct_1',
      name: 'Ours',
      provider: 'twilio',
      accountSid: sid,
      signingKeys: [{ id: 'WK1' }],
    } satisfies Parameters<typeof accountValues>[0];
    const values = accountValues(stored);
    const changed = { ...values, signingKeys: [...values.signingKeys, { id: ' WK2 ', key: ' shared ' }] };
    expect(accountBody(changed, false)).toMatchObject({ signingKeys: [{ id: 'WK1' }, { id: 'WK2', key: 'shared' }] });
  });
});
