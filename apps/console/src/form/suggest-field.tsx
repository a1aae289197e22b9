import { Autocomplete } from '@mantine/core';
import type { FieldProps } from './field-props.js';
import { useField } from './form-context.js';

interface SuggestFieldProps extends FieldProps {
  readonly suggestions: readonly string[];
  readonly placeholder?: string;
}

/** A text with some likely ones to choose from. */
export function SuggestField({ path, label, hint, required = false, suggestions, placeholder }: SuggestFieldProps) {
  const { value, error, set } = useField<string | null>(path);
  return (
    <Autocomplete
      label={label}
      description={hint}
      withAsterisk={required}
      placeholder={placeholder ?? ''}
      data={[...new Set(suggestions)]}
      value={value ?? ''}
      error={error}
      onChange={set}
    />
  );
}
