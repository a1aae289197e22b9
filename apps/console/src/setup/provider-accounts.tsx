import type { ProviderAccount } from '../api/things.js';
import { TrialButton } from '../ui/trial-button.js';
import { AccountFields } from './account-fields.js';
import { accountBody, type AccountValues, accountValues, blankAccount } from './account-values.js';
import { providerNames } from './provider-names.js';
import type { Resource } from './resource.js';

function Verify({ item }: { readonly item: ProviderAccount }) {
  return <TrialButton label="Verify" ariaLabel={`Verify ${item.name}`} path={`/provider-accounts/${item.id}/verify`} />;
}

export const providerAccounts: Resource<ProviderAccount, AccountValues> = {
  path: 'provider-accounts',
  title: 'Provider accounts',
  one: 'account',
  about: 'Your accounts with the telephone providers. A line’s number belongs to one of them.',
  empty: 'Add your Twilio or Plivo account, then make a line of one of its numbers.',
  deletion: 'An account that a line uses cannot be deleted.',
  columns: [
    { title: 'Account', cell: ({ name }) => <b>{name}</b> },
    { title: 'Provider', cell: ({ provider }) => providerNames[provider] },
    { title: 'Account id', cell: ({ accountSid, authId }) => accountSid ?? authId ?? '–' },
  ],
  blank: blankAccount,
  valuesOf: accountValues,
  bodyOf: accountBody,
  Fields: AccountFields,
  Actions: Verify,
};
