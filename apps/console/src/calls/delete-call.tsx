import { List, Text } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { request } from '../api/request.js';
import { useRights } from '../app/session.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { deletionWords } from './deletion-words.js';

function Consequence({ call }: { readonly call: Call }) {
  return (
    <>
      <List size="sm" spacing={4}>
        {deletionWords(call).map((words) => (
          <List.Item key={words}>{words}</List.Item>
        ))}
      </List>
      <Text size="sm" mt="sm" fw={600}>
        This cannot be undone. To only keep the log short, archive the call instead.
      </Text>
    </>
  );
}

/** Takes a call that is over out of the log for good. */
export function DeleteCall({ call }: { readonly call: Call }) {
  const { act } = useRights();
  const client = useQueryClient();
  const navigate = useNavigate();
  if (!act || call.status === 'live') return null;
  const remove = async (): Promise<void> => {
    await request('DELETE', `/calls/${encodeURIComponent(call.id)}`);
    await navigate('/calls');
    client.removeQueries({ queryKey: ['calls', 'one', call.id] });
    await client.invalidateQueries({ queryKey: ['calls'] });
  };
  return (
    <ConfirmButton
      label="Delete"
      button={{ variant: 'subtle', size: 'sm' }}
      question="Delete this call?"
      consequence={<Consequence call={call} />}
      onConfirm={remove}
    />
  );
}
