import { Textarea } from '@mantine/core';
import type { FieldProps } from './field-props.js';
import { useField } from './form-context.js';

export function TextAreaField({ path, label, hint, required = false }: FieldProps) {
  const { value, error, set } = useField<string | null>(path);
  return (
    <Textarea
      label={label}
      description={hint}
      withAsterisk={required}
      autosize
      minRows={2}
      maxRows={10}
      value={value ?? ''}
      error={error}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}
