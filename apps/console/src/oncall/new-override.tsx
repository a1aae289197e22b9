import { Modal } from '@mantine/core';
import { request } from '../api/request.js';
import { useMe } from '../app/session.js';
import { Form } from '../form/form.js';
import { ReferenceField } from '../form/reference-field.js';
import { TextField } from '../form/text-field.js';
import { fromLocalInput, toLocalInput } from './local-input.js';
import { useOnCallChanged } from './use-on-call.js';

interface NewOverrideProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly scheduleId: string;
  readonly scheduleName: string;
}

interface Values {
  readonly userId: string | null;
  readonly startsAt: string;
  readonly endsAt: string;
}

const eightHours = 8 * 60 * 60 * 1_000;

function blank(userId: string): Values {
  const now = Date.now();
  return { userId, startsAt: toLocalInput(new Date(now)), endsAt: toLocalInput(new Date(now + eightHours)) };
}

export function NewOverride({ opened, onClose, scheduleId, scheduleName }: NewOverrideProps) {
  const me = useMe();
  const changed = useOnCallChanged();
  const submit = async ({ userId, startsAt, endsAt }: Values): Promise<void> => {
    await request('POST', `/schedules/${scheduleId}/overrides`, {
      userId: userId ?? '',
      startsAt: fromLocalInput(startsAt),
      endsAt: fromLocalInput(endsAt),
    });
    await changed();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={`Override ${scheduleName}`}>
      <Form initial={blank(me.id)} submitLabel="Put on call" onSubmit={submit} onCancel={onClose}>
        <ReferenceField path="userId" label="Who takes over" of="users" required />
        <TextField path="startsAt" label="From" type="datetime-local" hint="In your own time" required />
        <TextField path="endsAt" label="Until" type="datetime-local" required />
      </Form>
    </Modal>
  );
}
