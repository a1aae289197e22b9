import { Button, Group, Modal, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { fromLocalInput, toLocalInput } from '../ui/format-time.js';
import { QueryView } from '../ui/query-view.js';
import { useSharedHours } from './on-call.queries.js';

const monthMs = 30 * 24 * 60 * 60 * 1_000;

interface SharedHoursProps {
  readonly scheduleId: string;
  readonly scheduleName: string;
}

function HoursTable({
  scheduleId,
  from,
  to,
}: {
  readonly scheduleId: string;
  readonly from: string;
  readonly to: string;
}) {
  return (
    <QueryView query={useSharedHours(scheduleId, from, to)} rows={4}>
      {({ items }) => (
        <Table aria-label="Hours on call">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Person</Table.Th>
              <Table.Th>Hours</Table.Th>
              <Table.Th>Nights</Table.Th>
              <Table.Th>Weekends</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map(({ user, hours, nights, weekends }) => (
              <Table.Tr key={user.id}>
                <Table.Td>{user.name}</Table.Td>
                <Table.Td>{hours}</Table.Td>
                <Table.Td>{nights}</Table.Td>
                <Table.Td>{weekends}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </QueryView>
  );
}

function Hours({ scheduleId }: Pick<SharedHoursProps, 'scheduleId'>) {
  const now = Date.now();
  const [from, setFrom] = useState(toLocalInput(new Date(now - monthMs)));
  const [to, setTo] = useState(toLocalInput(new Date(now)));
  return (
    <Stack>
      <Group gap="sm">
        <TextInput
          type="datetime-local"
          label="From"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label="Until"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </Group>
      {from === '' || to === '' ? null : (
        <HoursTable scheduleId={scheduleId} from={fromLocalInput(from)} to={fromLocalInput(to)} />
      )}
      <Text size="sm" c="dimmed">
        A night is from 22:00 to 06:00, a weekend from Saturday to Monday, on the schedule’s clock; each counts for
        whoever was on call for any of it.
      </Text>
    </Stack>
  );
}

/** How on-call work is shared among the people of a schedule, in a dialogue. */
export function SharedHoursButton({ scheduleId, scheduleName }: SharedHoursProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={open} aria-label={`Hours of ${scheduleName}`}>
        Hours
      </Button>
      <Modal opened={opened} onClose={close} title={`Hours of ${scheduleName}`} size="lg">
        <Hours scheduleId={scheduleId} />
      </Modal>
    </>
  );
}
