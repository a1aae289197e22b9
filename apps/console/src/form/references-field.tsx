import { MultiSelect } from '@mantine/core';
import type { Named } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { choicesOf } from './choice.js';
import type { FieldProps } from './field-props.js';
import { useField } from './form-context.js';

interface ReferencesFieldProps extends FieldProps {
  readonly of: string;
}

/** Any number of other things by their names. */
export function ReferencesField({ path, label, hint, of }: ReferencesFieldProps) {
  const { data } = useCollection<Named>(of);
  const { value, error, set } = useField<string[]>(path);
  return (
    <MultiSelect
      label={label}
      description={hint}
      data={choicesOf(data ?? [])}
      searchable
      clearable
      placeholder={value.length === 0 ? 'None' : ''}
      nothingFoundMessage="Nothing found"
      value={value}
      error={error}
      onChange={set}
    />
  );
}
