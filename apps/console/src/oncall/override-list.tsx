import { Group, Stack, Text } from '@mantine/core';
import { request } from '../api/request.js';
import type { Override } from '../api/things.js';
import { useRights } from '../app/session.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { Instant } from '../ui/instant.js';
import { useOnCallChanged, useOverrides } from './use-on-call.js';

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
