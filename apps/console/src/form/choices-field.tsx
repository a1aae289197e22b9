import { MultiSelect } from '@mantine/core';
import type { Choice } from './choice.js';
import type { FieldProps } from './field-props.js';
import { useField } from './form-context.js';

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
