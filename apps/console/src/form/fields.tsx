import {
  Autocomplete,
  NumberInput,
  PasswordInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import type { NumberRange } from '@ringdown/contracts';
import { momentError } from './field-errors.js';
import { type FieldProps, useField } from './form.js';

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
      error={type === 'datetime-local' ? momentError(error, value) : error}
      onChange={(event) => set(event.currentTarget.value)}
      {...(type === 'password' ? { 'aria-invalid': error !== undefined } : { type })}
    />
  );
}

export const codeStyles = { input: { fontFamily: 'var(--mantine-font-family-monospace)' } };

interface TextAreaFieldProps extends FieldProps {
  readonly placeholder?: string;
  /** For what is read letter by letter: its letters are of one width. */
  readonly code?: boolean;
}

export function TextAreaField({ path, label, hint, required = false, placeholder, code = false }: TextAreaFieldProps) {
  const { value, error, set } = useField<string | null>(path);
  return (
    <Textarea
      label={label}
      description={hint}
      withAsterisk={required}
      placeholder={placeholder ?? ''}
      autosize
      minRows={code ? 1 : 2}
      maxRows={10}
      {...(code ? { styles: codeStyles, spellCheck: false } : {})}
      value={value ?? ''}
      error={error}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}

interface NumberFieldProps extends FieldProps {
  readonly range: NumberRange;
  readonly unit?: string;
  readonly placeholder?: string;
}

/** A whole number, or null where the field is left empty. */
export function NumberField({ path, label, hint, required = false, range, unit = '', placeholder }: NumberFieldProps) {
  const { value, error, set } = useField<number | null>(path);
  return (
    <NumberInput
      label={label}
      description={hint}
      withAsterisk={required}
      placeholder={placeholder ?? ''}
      min={range.min}
      max={range.max}
      allowDecimal={false}
      suffix={unit === '' ? '' : ` ${unit}`}
      value={value ?? ''}
      error={error}
      onChange={(next) => set(typeof next === 'number' ? next : null)}
    />
  );
}

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

interface TagsFieldProps extends FieldProps {
  readonly placeholder?: string;
  /** Whether one of them may consist of several words. */
  readonly spaces?: boolean;
}

/** Any number of short texts; Enter, a comma or a space ends each. */
export function TagsField({ path, label, hint, placeholder, spaces = false }: TagsFieldProps) {
  const { value, error, set } = useField<string[]>(path);
  return (
    <TagsInput
      label={label}
      description={hint}
      placeholder={value.length === 0 ? (placeholder ?? '') : ''}
      splitChars={spaces ? [',', ';'] : [',', ' ', ';']}
      acceptValueOnBlur
      clearable
      value={value}
      error={error}
      onChange={set}
    />
  );
}

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

const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/** An IANA time zone. One that this browser does not list stays as it is. */
export function ZoneField({ path, label, hint, required = false }: FieldProps) {
  const { value, error, set } = useField<string>(path);
  return (
    <Select
      label={label}
      description={hint}
      withAsterisk={required}
      data={zones.includes(value) ? zones : [value, ...zones]}
      searchable
      limit={60}
      allowDeselect={false}
      nothingFoundMessage="No such time zone"
      value={value}
      error={error}
      onChange={(zone) => set(zone ?? 'UTC')}
    />
  );
}
