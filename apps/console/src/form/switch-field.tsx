import { Switch } from '@mantine/core';
import type { FieldProps } from './field-props.js';
import { useField } from './form-context.js';

export function SwitchField({ path, label, hint }: FieldProps) {
  const { value, error, set } = useField<boolean>(path);
  return (
    <Switch
      label={label}
      description={hint}
      checked={value}
      error={error}
      onChange={(event) => set(event.currentTarget.checked)}
    />
  );
}
