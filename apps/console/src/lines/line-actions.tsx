import { Button, Text } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import type { Line } from '../api/things.js';
import { useRights } from '../app/session.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { useDeleteLine, useSaveLine } from './use-lines.js';

export function LineActions({ line }: { readonly line: Line }) {
  const { configure } = useRights();
  const save = useSaveLine(line.id);
  const remove = useDeleteLine(line.id);
  const navigate = useNavigate();
  if (!configure) return null;
  return (
    <>
      {save.error === null ? null : (
        <Text size="sm" c="red" role="alert">
          {save.error.message}
        </Text>
      )}
      {line.enabled ? (
        <ConfirmButton
          label="Disable"
          button={{ variant: 'default', color: 'gray', size: 'sm' }}
          question={`Disable ${line.name}?`}
          consequence="Callers will hear that this number is not in use, and nobody is rung."
          onConfirm={() => save.mutateAsync({ enabled: false })}
        />
      ) : (
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate({ enabled: true })}>
          Enable
        </Button>
      )}
      <Button component={Link} to={`/lines/${line.id}/edit`}>
        Edit
      </Button>
      <ConfirmButton
        label="Delete"
        button={{ variant: 'subtle', size: 'sm' }}
        question={`Delete ${line.name}?`}
        consequence={`Calls to ${line.number} will no longer be answered. Its call log stays.`}
        onConfirm={async () => {
          await remove.mutateAsync();
          await navigate('/lines');
        }}
      />
    </>
  );
}
