import { TagsInput } from '@mantine/core';
import type { FieldProps } from './field-props.js';
import { useField } from './form-context.js';

interface TagsFieldProps extends FieldProps {
  readonly placeholder?: string;
}

/** Any number of short texts; Enter, a comma or a space ends each. */
export function TagsField({ path, label, hint, placeholder }: TagsFieldProps) {
  const { value, error, set } = useField<string[]>(path);
  return (
    <TagsInput
      label={label}
      description={hint}
      placeholder={value.length === 0 ? (placeholder ?? '') : ''}
      splitChars={[',', ' ', ';']}
      acceptValueOnBlur
      clearable
      value={value}
      error={error}
      onChange={set}
    />
  );
}
