import { NumberInput } from '@mantine/core';
import type { FieldProps } from './field-props.js';
import { useField } from './form-context.js';

interface NumberFieldProps extends FieldProps {
  readonly min: number;
  readonly max: number;
  readonly unit?: string;
  readonly placeholder?: string;
}

/** A whole number, or null where the field is left empty. */
export function NumberField({
  path,
  label,
  hint,
  required = false,
  min,
  max,
  unit = '',
  placeholder,
}: NumberFieldProps) {
  const { value, error, set } = useField<number | null>(path);
  return (
    <NumberInput
      label={label}
      description={hint}
      withAsterisk={required}
      placeholder={placeholder ?? ''}
      min={min}
      max={max}
      allowDecimal={false}
      suffix={unit === '' ? '' : ` ${unit}`}
      value={value ?? ''}
      error={error}
      onChange={(next) => set(typeof next === 'number' ? next : null)}
    />
  );
}
