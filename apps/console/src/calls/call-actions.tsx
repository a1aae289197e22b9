import { Button, List, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Call } from '@ringdown/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { request } from '../api/request.js';
import type { Contact } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { useRights } from '../app/session.js';
import { TextField } from '../form/fields.js';
import { Form } from '../form/form.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { deletionWords } from './call-words.js';
import { useChangeCall } from './calls.queries.js';

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

/** Gives the caller a name; nothing where there is one already, or no number to remember. */
export function SaveCaller({ call }: { readonly call: Call }) {
  const [opened, { open, close }] = useDisclosure(false);
  const client = useQueryClient();
  const { act } = useRights();
  const contacts = useCollection<Contact>('contacts');
  const { number } = call.caller;
  const isKnown = (contacts.data ?? []).some(({ phone }) => phone === number);
  if (!act || number === null || contacts.data === undefined || isKnown) return null;
  const submit = async (body: unknown): Promise<void> => {
    await request('POST', `/calls/${encodeURIComponent(call.id)}/contact`, body);
    await Promise.all([
      client.invalidateQueries({ queryKey: ['contacts'] }),
      client.invalidateQueries({ queryKey: ['calls'] }),
    ]);
    close();
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        Save caller
      </Button>
      <Modal opened={opened} onClose={close} title={`Save ${number} as a contact`}>
        <Form
          initial={{ name: '' }}
          bodyOf={({ name }) => ({ name })}
          contract={({ saveCaller }) => saveCaller}
          submitLabel="Save contact"
          onSubmit={submit}
          onCancel={close}
        >
          <TextField
            path="name"
            label="Name"
            hint="The engineer hears it, and the log shows it, from the next call on"
            required
          />
        </Form>
      </Modal>
    </>
  );
}

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
