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

type Values = Readonly<
  Record<'userId' | 'replacesUserId', string | null> & Record<'startsAt' | 'endsAt' | 'comment', string>
>;

const eightHours = 8 * 60 * 60 * 1_000;

function blank(userId: string): Values {
  const now = Date.now();
  const span = { startsAt: toLocalInput(new Date(now)), endsAt: toLocalInput(new Date(now + eightHours)) };
  return { userId, replacesUserId: null, ...span, comment: '' };
}

const bodyOf = ({ userId, replacesUserId, startsAt, endsAt, comment }: Values): z.input<typeof newOverride> => ({
  userId: userId ?? '',
  ...(replacesUserId === null ? {} : { replacesUserId }),
  startsAt: fromLocalInput(startsAt),
  endsAt: fromLocalInput(endsAt),
  ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
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
        <ReferenceField
          path="replacesUserId"
          label="In place of"
          of="users"
          hint="Leave it empty to take over from whoever is on call. With a person only their time changes hands."
        />
        <TextField path="startsAt" label="From" type="datetime-local" hint="In your own time" required />
        <TextField path="endsAt" label="Until" type="datetime-local" required />
        <TextField path="comment" label="Comment" hint="Shown beside the override" />
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
            <b>{nameOf(override.userId)}</b>
            {override.replacesUserId === undefined ? null : ` in place of ${nameOf(override.replacesUserId)}`},{' '}
            <Instant at={override.startsAt} /> – <Instant at={override.endsAt} />
            {override.comment === undefined ? null : ` · ${override.comment}`}
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
