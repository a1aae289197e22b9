import { Text } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { RowLink } from '../ui/row-link.js';

export function CallerCell({ call }: { readonly call: Call }) {
  const { name, number, address } = call.caller;
  return (
    <>
      <RowLink to={`/calls/${call.id}`}>{name ?? number ?? address ?? 'Unknown caller'}</RowLink>
      {name === null || number === null ? null : (
        <Text size="sm" c="dimmed">
          {number}
        </Text>
      )}
    </>
  );
}
