import { Select } from '@mantine/core';
import type { FieldProps } from './field-props.js';
import { useField } from './form-context.js';

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
