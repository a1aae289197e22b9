import { Select } from '@mantine/core';
import type { Choice } from './choice.js';
import { choiceError } from './choice-error.js';
import type { FieldProps } from './field-props.js';
import { useField } from './form-context.js';

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
