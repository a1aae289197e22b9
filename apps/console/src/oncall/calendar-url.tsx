import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { meKey } from '../api/query-client.js';
import { request } from '../api/request.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { CopyText } from '../ui/copy-text.js';

interface CalendarUrlProps {
  /** Whose calendar it is. */
  readonly name: string;
  readonly url: string;
  /** The schedule or user in the API, where the URL may be revoked. */
  readonly revokes: string | null;
}

/** The URL that a calendar is subscribed to by, and the way to revoke it. */
export function CalendarUrl({ name, url, revokes }: CalendarUrlProps) {
  const client = useQueryClient();
  const rotate = async (): Promise<void> => {
    await request('POST', `${revokes}/calendar-token/rotate`);
    await Promise.all([meKey, ['schedules']].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
  return (
    <Stack gap="sm">
      <Text size="sm">
        Subscribe to this URL in a calendar: it shows the shifts of the last weeks and the next six months. Whoever has
        it can read them.
      </Text>
      <CopyText value={url} label={`the calendar URL of ${name}`} />
      {revokes === null ? null : (
        <Group>
          <ConfirmButton
            label="Revoke"
            ariaLabel={`Revoke the calendar URL of ${name}`}
            question="Revoke this calendar URL?"
            consequence="Calendars that have subscribed to it show nothing new from now on. There is a new URL at once."
            onConfirm={rotate}
          />
        </Group>
      )}
    </Stack>
  );
}

/** The same in a dialogue, behind a button. */
export function CalendarButton(props: CalendarUrlProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={open} aria-label={`Calendar of ${props.name}`}>
        Calendar
      </Button>
      <Modal opened={opened} onClose={close} title={`Calendar of ${props.name}`} size="lg">
        <CalendarUrl {...props} />
      </Modal>
    </>
  );
}
