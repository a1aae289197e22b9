import { MultiSelect, Select } from '@mantine/core';
import type { Named } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { choiceError } from './field-errors.js';
import { type FieldProps, useField } from './form.js';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The choices as Mantine's inputs want them: their own, mutable list. */
export const choicesOf = (resources: readonly { readonly id: string; readonly name: string }[]): Choice[] =>
  resources.map(({ id, name }) => ({ value: id, label: name }));

/** The words of each value as choices. */
export const choicesFrom = (words: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

interface SelectFieldProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly placeholder?: string;
  readonly clearable?: boolean;
  readonly disabled?: boolean;
}

/** One of the choices, or null. */
export function SelectField(props: SelectFieldProps) {
  const { path, label, hint, required = false, choices, placeholder, clearable = false, disabled = false } = props;
  const { value, error, set } = useField<string | null>(path);
  return (
    <Select
      label={label}
      description={hint}
      withAsterisk={required}
      data={[...choices]}
      placeholder={placeholder ?? ''}
      clearable={clearable}
      allowDeselect={clearable}
      searchable={choices.length > 8}
      disabled={disabled}
      nothingFoundMessage="Nothing found"
      value={value ?? null}
      error={choiceError(error, value)}
      onChange={set}
    />
  );
}

interface ChoicesFieldProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly placeholder?: string;
}

/** Any number of the choices. */
export function ChoicesField({ path, label, hint, choices, placeholder }: ChoicesFieldProps) {
  const { value, error, set } = useField<string[]>(path);
  return (
    <MultiSelect
      label={label}
      description={hint}
      data={[...choices]}
      searchable
      clearable
      limit={80}
      placeholder={value.length === 0 ? (placeholder ?? 'None') : ''}
      nothingFoundMessage="Nothing found"
      value={value}
      error={error}
      onChange={set}
    />
  );
}

interface ReferenceFieldProps extends FieldProps {
  /** The collection of the resources that can be chosen: `integrations`. */
  readonly of: string;
  readonly placeholder?: string;
}

/** Another resource by its name, or none. */
export function ReferenceField({ of, ...field }: ReferenceFieldProps) {
  const { data } = useCollection<Named>(of);
  return <SelectField {...field} choices={choicesOf(data ?? [])} clearable={field.required !== true} />;
}

interface ReferencesFieldProps extends FieldProps {
  readonly of: string;
}

/** Any number of other resources by their names. */
export function ReferencesField({ of, ...field }: ReferencesFieldProps) {
  const { data } = useCollection<Named>(of);
  return <ChoicesField {...field} choices={choicesOf(data ?? [])} />;
}
