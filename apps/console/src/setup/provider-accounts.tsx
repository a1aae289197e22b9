import type { ProviderAccount } from '../api/things.js';
import { TextField } from '../form/text-field.js';
import { TrialButton } from '../ui/trial-button.js';
import type { FieldsProps, Resource } from './resource.js';

interface AccountValues {
  readonly name: string;
  readonly accountSid: string;
  readonly authToken: string;
}

function AccountFields({ isNew }: FieldsProps) {
  return (
    <>
      <TextField path="name" label="Name" placeholder="Twilio, production" required />
      <TextField
        path="accountSid"
        label="Account SID"
        hint="AC and 32 digits, on the first page of Twilio’s console"
        required
      />
      <TextField
        path="authToken"
        label="Auth token"
        type="password"
        hint={isNew ? 'Kept encrypted and never shown again' : 'Leave it empty to keep the present one'}
        required={isNew}
      />
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
  about: 'Your accounts with the telephone provider. A line’s number belongs to one of them.',
  empty: 'Add your Twilio account, then make a line of one of its numbers.',
  deletion: 'An account that a line uses cannot be deleted.',
  columns: [
    { title: 'Account', cell: ({ name }) => <b>{name}</b> },
    { title: 'Provider', cell: ({ provider }) => (provider === 'twilio' ? 'Twilio' : 'Plivo') },
    { title: 'Account id', cell: ({ accountSid, authId }) => accountSid ?? authId ?? '–' },
  ],
  blank: { name: '', accountSid: '', authToken: '' },
  valuesOf: ({ name, accountSid }) => ({ name, accountSid: accountSid ?? '', authToken: '' }),
  bodyOf: ({ name, accountSid, authToken }, isNew) => ({
    name,
    accountSid,
    ...(isNew ? { provider: 'twilio' } : {}),
    ...(isNew || authToken !== '' ? { authToken } : {}),
  }),
  Fields: AccountFields,
  Actions: Verify,
};
