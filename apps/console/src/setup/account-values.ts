import type { ProviderAccount } from '../api/things.js';

export interface AccountValues {
  readonly name: string;
  readonly provider: ProviderAccount['provider'];
  readonly accountSid: string;
  readonly authId: string;
  readonly authToken: string;
}

export const blankAccount: AccountValues = { name: '', provider: 'twilio', accountSid: '', authId: '', authToken: '' };

export const accountValues = ({ name, provider, accountSid, authId }: ProviderAccount): AccountValues => ({
  name,
  provider,
  accountSid: accountSid ?? '',
  authId: authId ?? '',
  authToken: '',
});

/** The account as the API takes it: only the provider's own fields, and a token left empty stays as it is. */
export function accountBody(values: AccountValues, isNew: boolean): Record<string, unknown> {
  const { name, provider, accountSid, authId, authToken } = values;
  return {
    name,
    ...(isNew ? { provider } : {}),
    ...(provider === 'twilio' ? { accountSid: accountSid.trim() } : { authId: authId.trim() }),
    ...(isNew || authToken !== '' ? { authToken: authToken.trim() } : {}),
  };
}
