import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Named, OnCallNow } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { useNames } from '../api/use-names.js';
import { useRights } from '../app/session.js';
import { Instant } from '../ui/instant.js';
import { QueryView } from '../ui/query-view.js';
import { Section } from '../ui/section.js';
import { nextDays } from './next-days.js';
import { NewOverride } from './new-override.js';
import { OverrideList } from './override-list.js';
import { ShiftBar } from './shift-bar.js';
import { useShifts } from './use-on-call.js';

function Now({ onCall }: { readonly onCall: OnCallNow }) {
  const { now, next } = onCall;
  const way = now.via === 'override' ? 'by override' : now.via;
  return (
    <Group gap="xl" align="flex-start">
      <div>
        <Text size="xs" c="dimmed">
          Now
        </Text>
        <Text fw={600} size="lg" {...(now.user === null ? { c: 'red' } : {})}>
          {now.user?.name ?? 'Nobody'}
        </Text>
        <Text size="sm" c="dimmed">
          {now.until === null ? (
            'With no end in sight'
          ) : (
            <>
              until <Instant at={now.until} />
            </>
          )}
          {way === null ? null : ` · ${way}`}
        </Text>
      </div>
      <div>
        <Text size="xs" c="dimmed">
          Next
        </Text>
        <Text fw={600} size="lg">
          {next?.user.name ?? '–'}
        </Text>
        {next === null ? null : (
          <Text size="sm" c="dimmed">
            from <Instant at={next.startsAt} />
          </Text>
        )}
      </div>
    </Group>
  );
}

export function ScheduleCard({ onCall }: { readonly onCall: OnCallNow }) {
  const [opened, { open, close }] = useDisclosure(false);
  const { act } = useRights();
  const nameOf = useNames('users');
  const people = useCollection<Named>('users');
  const now = new Date();
  const span = nextDays(now, 14);
  const shifts = useShifts(onCall.scheduleId, span.from, span.to);
  return (
    <Section
      title={onCall.scheduleName}
      actions={
        act ? (
          <Button size="xs" variant="light" onClick={open} aria-label={`Override ${onCall.scheduleName}`}>
            Override
          </Button>
        ) : null
      }
    >
      <Stack>
        {onCall.problem === undefined ? (
          <>
            <Now onCall={onCall} />
            <QueryView query={shifts} rows={1}>
              {({ items }) => <ShiftBar shifts={items} span={span} now={now} people={people.data ?? []} />}
            </QueryView>
          </>
        ) : (
          <Alert color="red">{onCall.problem} Change the schedule: until then its lines ring the next responder.</Alert>
        )}
        <OverrideList scheduleId={onCall.scheduleId} nameOf={nameOf} />
      </Stack>
      <NewOverride opened={opened} onClose={close} scheduleId={onCall.scheduleId} scheduleName={onCall.scheduleName} />
    </Section>
  );
}
