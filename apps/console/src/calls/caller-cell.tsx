import { Text } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { callerAtStart } from '@ringdown/domain-calls';
import { RowLink } from '../ui/row-link.js';

export function CallerCell({ call }: { readonly call: Call }) {
  const { name, number } = call.caller;
  return (
    <>
      <RowLink to={`/calls/${call.id}`}>{name ?? callerAtStart(call.caller)}</RowLink>
      {name === null || number === null ? null : (
        <Text size="sm" c="dimmed">
          {number}
        </Text>
      )}
    </>
  );
}
