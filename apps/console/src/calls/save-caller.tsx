import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Call } from '@ringdown/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/request.js';
import type { Contact } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { useRights } from '../app/session.js';
import { Form } from '../form/form.js';
import { TextField } from '../form/text-field.js';

/** Gives the caller a name; nothing where there is one already, or no number to remember. */
export function SaveCaller({ call }: { readonly call: Call }) {
  const [opened, { open, close }] = useDisclosure(false);
  const client = useQueryClient();
  const { act } = useRights();
  const contacts = useCollection<Contact>('contacts');
  const { number } = call.caller;
  const isKnown = (contacts.data ?? []).some(({ phone }) => phone === number);
  if (!act || number === null || contacts.data === undefined || isKnown) return null;
  const submit = async ({ name }: { name: string }): Promise<void> => {
    await request('POST', `/calls/${encodeURIComponent(call.id)}/contact`, { name });
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
        <Form initial={{ name: '' }} submitLabel="Save contact" onSubmit={submit} onCancel={close}>
          <TextField
            path="name"
            label="Name"
            hint="Said to the engineer and shown in the log from the next call on"
            required
          />
        </Form>
      </Modal>
    </>
  );
}
