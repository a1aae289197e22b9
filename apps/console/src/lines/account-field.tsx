import type { ProviderAccount } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import type { FieldProps } from '../form/field-props.js';
import { SelectField } from '../form/select-field.js';
import { providerNames } from '../setup/provider-names.js';

/** An account with a telephone provider, by its name and its provider's. */
export function AccountField(field: FieldProps) {
  const { data = [] } = useCollection<ProviderAccount>('provider-accounts');
  const choices = data.map(({ id, name, provider }) => ({ value: id, label: `${name} (${providerNames[provider]})` }));
  return <SelectField {...field} choices={choices} clearable={field.required !== true} />;
}
