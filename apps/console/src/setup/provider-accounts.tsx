import type { ReactNode } from 'react';
import type { ProviderAccount } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { SelectField } from '../form/choice-fields.js';
import { TextField } from '../form/fields.js';
import { type FieldProps, useField } from '../form/form.js';
import { RowsField } from '../form/list-fields.js';
import { TrialButton } from '../ui/trial-button.js';
import {
  accountBody,
  type AccountValues,
  accountValues,
  blankAccount,
  providerNames,
  type SigningKeyValues,
} from './account-values.js';
import type { FieldsProps, Resource } from './resource-page.js';

/** An account with a telephone provider, by its name and its provider's. */
export function AccountField(field: FieldProps) {
  const { data = [] } = useCollection<ProviderAccount>('provider-accounts');
  const choices = data.map(({ id, name, provider }) => ({ value: id, label: `${name} (${providerNames[provider]})` }));
  return <SelectField {...field} choices={choices} clearable={field.required !== true} />;
}

type FieldsOfProvider = Readonly<Record<AccountValues['provider'], ReactNode>>;

const providers = Object.entries(providerNames).map(([value, label]) => ({ value, label }));

const where = 'on the first page of the provider’s console';
const accountIdFields: FieldsOfProvider = {
  twilio: <TextField path="accountSid" label="Account SID" hint={`AC and 32 digits, ${where}`} required />,
  plivo: (
    <TextField path="authId" label="Auth ID" hint={`MA or SA and 18 capital letters or digits, ${where}`} required />
  ),
};

const signingKeyFields: FieldsOfProvider = {
  twilio: (
    <RowsField<SigningKeyValues>
      path="signingKeys"
      label="Shared keys"
      hint="Only where a Webhooks rule at Twilio signs with a shared key instead of the auth token. Both are accepted."
      addLabel="Add a shared key"
      blank={{ id: '', key: '' }}
      row={(path) => (
        <>
          <TextField path={`${path}.id`} label="Key id" required />
          <TextField path={`${path}.key`} label="Key" type="password" hint="Empty keeps the one that is stored" />
        </>
      )}
    />
  ),
  plivo: null,
};

function AccountFields({ isNew }: FieldsProps) {
  const { value: provider } = useField<AccountValues['provider']>('provider');
  return (
    <>
      <TextField path="name" label="Name" placeholder={`${providerNames[provider]}, production`} required />
      <SelectField
        path="provider"
        label="Provider"
        hint={isNew ? 'Whose numbers your lines use' : 'Stays as it is: add another account for another provider'}
        choices={providers}
        disabled={!isNew}
      />
      {accountIdFields[provider]}
      <TextField
        path="authToken"
        label="Auth token"
        type="password"
        hint={isNew ? 'Kept encrypted and never shown again' : 'Leave it empty to keep the present one'}
        required={isNew}
      />
      {signingKeyFields[provider]}
    </>
  );
}

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
  // Which of the two a change is about is not in its body.
  contract: ({ newProviderAccount }, isNew) => (isNew ? newProviderAccount : null),
  Fields: AccountFields,
  Actions: Verify,
};
