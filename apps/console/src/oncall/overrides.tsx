import { Group, Modal, Stack, Text } from '@mantine/core';
import type { newOverride } from '@ringdown/contracts';
import type { z } from 'zod';
import { request } from '../api/request.js';
import type { Override } from '../api/resources.js';
import { useMe, useRights } from '../app/session.js';
import { ReferenceField } from '../form/choice-fields.js';
import { TextField } from '../form/fields.js';
import { Form } from '../form/form.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { fromLocalInput, toLocalInput } from '../ui/format-time.js';
import { Instant } from '../ui/instant.js';
import { useOnCallChanged, useOverrides } from './on-call.queries.js';

interface NewOverrideProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly scheduleId: string;
  readonly scheduleName: string;
}

type Values = Omit<z.input<typeof newOverride>, 'userId'> & { readonly userId: string | null };

const eightHours = 8 * 60 * 60 * 1_000;

function blank(userId: string): Values {
  const now = Date.now();
  return { userId, startsAt: toLocalInput(new Date(now)), endsAt: toLocalInput(new Date(now + eightHours)) };
}

const bodyOf = ({ userId, startsAt, endsAt }: Values) => ({
  userId: userId ?? '',
  startsAt: fromLocalInput(startsAt),
  endsAt: fromLocalInput(endsAt),
});

export function NewOverride({ opened, onClose, scheduleId, scheduleName }: NewOverrideProps) {
  const me = useMe();
  const changed = useOnCallChanged();
  const submit = async (body: unknown): Promise<void> => {
    await request('POST', `/schedules/${scheduleId}/overrides`, body);
    await changed();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={`Override ${scheduleName}`}>
      <Form
        initial={blank(me.id)}
        bodyOf={bodyOf}
        contract={({ newOverride }) => newOverride}
        submitLabel="Put on call"
        onSubmit={submit}
        onCancel={onClose}
      >
        <ReferenceField path="userId" label="Who takes over" of="users" required />
        <TextField path="startsAt" label="From" type="datetime-local" hint="In your own time" required />
        <TextField path="endsAt" label="Until" type="datetime-local" required />
      </Form>
    </Modal>
  );
}

interface OverrideListProps {
  readonly scheduleId: string;
  readonly nameOf: (userId: string) => string;
}

/** Overrides that are on or still to come. */
export function OverrideList({ scheduleId, nameOf }: OverrideListProps) {
  const { data, error } = useOverrides(scheduleId);
  const { act } = useRights();
  const changed = useOnCallChanged();
  if (error !== null) {
    return (
      <Text size="sm" c="red" role="alert">
        {error.message}
      </Text>
    );
  }
  const ahead = (data?.items ?? []).filter(({ endsAt }) => Date.parse(endsAt) > Date.now());
  if (ahead.length === 0) return null;
  const remove = async ({ id }: Override): Promise<void> => {
    await request('DELETE', `/schedules/${scheduleId}/overrides/${id}`);
    await changed();
  };
  return (
    <Stack gap={4}>
      <Text size="xs" c="dimmed">
        Overrides
      </Text>
      {ahead.map((override) => (
        <Group key={override.id} justify="space-between" gap="xs">
          <Text size="sm">
            <b>{nameOf(override.userId)}</b>, <Instant at={override.startsAt} /> – <Instant at={override.endsAt} />
          </Text>
          {act ? (
            <ConfirmButton
              label="Remove"
              question="Remove this override?"
              consequence={`The schedule goes back to its rotation in place of ${nameOf(override.userId)}.`}
              onConfirm={() => remove(override)}
            />
          ) : null}
        </Group>
      ))}
    </Stack>
  );
}
