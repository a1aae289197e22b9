import { Text } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { useRights } from '../app/session.js';
import { Form } from '../form/form.js';
import { TextAreaField } from '../form/text-area-field.js';
import { useChangeCall } from './use-call.js';

export function CallNotes({ call }: { readonly call: Call }) {
  const { act } = useRights();
  const change = useChangeCall(call.id);
  if (!act) {
    return (
      <Text size="sm" style={{ whiteSpace: 'pre-wrap' }} {...(call.notes === '' ? { c: 'dimmed' } : {})}>
        {call.notes === '' ? 'No notes.' : call.notes}
      </Text>
    );
  }
  return (
    <Form
      initial={{ notes: call.notes }}
      submitLabel={change.isSuccess ? 'Save again' : 'Save notes'}
      onSubmit={({ notes }) => change.mutateAsync({ notes })}
    >
      <TextAreaField path="notes" label="What should the next one know?" />
      {change.isSuccess ? (
        <Text size="sm" c="dimmed" role="status">
          Saved.
        </Text>
      ) : null}
    </Form>
  );
}
