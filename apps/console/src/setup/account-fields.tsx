import { useField } from '../form/form-context.js';
import { RowsField } from '../form/rows-field.js';
import { SelectField } from '../form/select-field.js';
import { TextField } from '../form/text-field.js';
import type { AccountValues, SigningKeyValues } from './account-values.js';
import { providerNames } from './provider-names.js';
import type { FieldsProps } from './resource.js';

const providers = Object.entries(providerNames).map(([value, label]) => ({ value, label }));

export function AccountFields({ isNew }: FieldsProps) {
  const { value: provider } = useField<AccountValues['provider']>('provider');
  const where = 'on the first page of the provider’s console';
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
      {provider === 'twilio' ? (
        <TextField path="accountSid" label="Account SID" hint={`AC and 32 digits, ${where}`} required />
      ) : (
        <TextField
          path="authId"
          label="Auth ID"
          hint={`MA or SA and 18 capital letters or digits, ${where}`}
          required
        />
      )}
      <TextField
        path="authToken"
        label="Auth token"
        type="password"
        hint={isNew ? 'Kept encrypted and never shown again' : 'Leave it empty to keep the present one'}
        required={isNew}
      />
      {provider === 'twilio' ? (
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
      ) : null}
    </>
  );
}
