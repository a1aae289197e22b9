import { Badge, Group } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { outcomes } from './call-words.js';

export function OutcomeBadge({ call }: { readonly call: Pick<Call, 'status' | 'outcome' | 'test'> }) {
  const look =
    call.status === 'live' || call.outcome === null ? { label: 'Live', color: 'blue' } : outcomes[call.outcome];
  return (
    <Group gap={6} wrap="nowrap" display="inline-flex">
      <Badge variant="light" color={look.color}>
        {look.label}
      </Badge>
      {call.test ? (
        <Badge variant="outline" color="gray">
          Test
        </Badge>
      ) : null}
    </Group>
  );
}
