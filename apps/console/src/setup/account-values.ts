import type { ProviderAccount } from '../api/resources.js';

type Provider = ProviderAccount['provider'];

export const providerNames: Readonly<Record<Provider, string>> = {
  twilio: 'Twilio',
  plivo: 'Plivo',
};

export interface AccountValues {
  readonly name: string;
  readonly provider: Provider;
  readonly accountSid: string;
  readonly authId: string;
  readonly authToken: string;
  readonly signingKeys: readonly SigningKeyValues[];
}

/** A shared key; one that is stored is shown by its id, and an empty key leaves it as it is. */
export interface SigningKeyValues {
  readonly id: string;
  readonly key: string;
}

export const blankAccount: AccountValues = {
  name: '',
  provider: 'twilio',
  accountSid: '',
  authId: '',
  authToken: '',
  signingKeys: [],
};

export const accountValues = ({
  name,
  provider,
  accountSid,
  authId,
  signingKeys = [],
}: Omit<ProviderAccount, 'createdAt' | 'updatedAt'>): AccountValues => ({
  name,
  provider,
  accountSid: accountSid ?? '',
  authId: authId ?? '',
  authToken: '',
  signingKeys: signingKeys.map(({ id }) => ({ id, key: '' })),
});

/** What an account has besides its name and its token. */
const ownFields: Readonly<Record<Provider, (values: AccountValues) => Record<string, unknown>>> = {
  twilio: ({ accountSid, signingKeys }) => ({
    accountSid: accountSid.trim(),
    signingKeys: signingKeys.map(signingKeyBody),
  }),
  plivo: ({ authId }) => ({ authId: authId.trim() }),
};

/** The account as the API takes it: only the provider's own fields, and a token left empty stays as it is. */
export function accountBody(values: AccountValues, isNew: boolean): Record<string, unknown> {
  const { name, provider, authToken } = values;
  return {
    name,
    ...(isNew ? { provider } : {}),
    ...ownFields[provider](values),
    ...(isNew || authToken !== '' ? { authToken: authToken.trim() } : {}),
  };
}

const signingKeyBody = ({ id, key }: SigningKeyValues): Record<string, string> => ({
  id: id.trim(),
  ...(key === '' ? {} : { key: key.trim() }),
});
