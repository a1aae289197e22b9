import { PasswordInput, TextInput } from '@mantine/core';
import type { FieldProps } from './field-props.js';
import { useField } from './form-context.js';

interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'password' | 'datetime-local' | 'time';
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly autoComplete?: string;
}

export function TextField({
  path,
  label,
  hint,
  required = false,
  type = 'text',
  placeholder,
  disabled = false,
  autoComplete = type === 'password' ? 'new-password' : 'off',
}: TextFieldProps) {
  const { value, error, set } = useField<string | null>(path);
  const Input = type === 'password' ? PasswordInput : TextInput;
  return (
    <Input
      label={label}
      description={hint}
      withAsterisk={required}
      placeholder={placeholder ?? ''}
      disabled={disabled}
      autoComplete={autoComplete}
      value={value ?? ''}
      error={error}
      onChange={(event) => set(event.currentTarget.value)}
      {...(type === 'password' ? {} : { type })}
    />
  );
}
