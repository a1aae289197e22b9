import { Button, Text } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { useRights } from '../app/session.js';
import { useChangeCall } from './use-call.js';

export function ArchiveButton({ call }: { readonly call: Call }) {
  const { act } = useRights();
  const change = useChangeCall(call.id);
  if (!act || call.status === 'live') return null;
  return (
    <>
      {change.error === null ? null : (
        <Text size="sm" c="red" role="alert">
          {change.error.message}
        </Text>
      )}
      <Button variant="default" loading={change.isPending} onClick={() => change.mutate({ archived: !call.archived })}>
        {call.archived ? 'Restore' : 'Archive'}
      </Button>
    </>
  );
}
