import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'react-router';
import type { Named, OnCallNow, Schedule } from '../api/resources.js';
import { useCollection, useNames } from '../api/resources.queries.js';
import { useRights } from '../app/session.js';
import { Instant } from '../ui/instant.js';
import { PageHeader, Section } from '../ui/page-layout.js';
import { EmptyList, QueryView } from '../ui/query-view.js';
import { CalendarButton } from './calendar-url.js';
import { useOnCall, useShifts } from './on-call.queries.js';
import { NewOverride, OverrideList } from './overrides.js';
import { SharedHoursButton } from './shared-hours.js';
import { ShiftBar } from './shift-bar.js';
import { nextDays } from './shifts.js';

function InTheirPlace({ standIn }: Pick<OnCallNow['now'], 'standIn'>) {
  return (
    <Text size="sm" c={standIn === null ? 'red' : 'orange'}>
      {standIn === null ? 'Absent, and nobody stands in' : `Absent: ${standIn.name} stands in`}
    </Text>
  );
}

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
        {now.absent ? <InTheirPlace standIn={now.standIn} /> : null}
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

function NextOfEach({ people }: Pick<OnCallNow, 'people'>) {
  if (people.length === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      Next shifts:{' '}
      {people.map(({ user, startsAt }, n) => (
        <span key={user.id}>
          {n === 0 ? null : ' · '}
          {user.name} <Instant at={startsAt} />
        </span>
      ))}
    </Text>
  );
}

function ScheduleCalendar({ scheduleId, name }: { readonly scheduleId: string; readonly name: string }) {
  const { configure } = useRights();
  const url = useCollection<Schedule>('schedules').data?.find(({ id }) => id === scheduleId)?.calendarUrl;
  if (url === undefined) return null;
  return <CalendarButton name={name} url={url} revokes={configure ? `/schedules/${scheduleId}` : null} />;
}

function ScheduleCard({ onCall }: { readonly onCall: OnCallNow }) {
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
        <Group gap="xs">
          <SharedHoursButton scheduleId={onCall.scheduleId} scheduleName={onCall.scheduleName} />
          <ScheduleCalendar scheduleId={onCall.scheduleId} name={onCall.scheduleName} />
          {act ? (
            <Button size="xs" variant="light" onClick={open} aria-label={`Override ${onCall.scheduleName}`}>
              Override
            </Button>
          ) : null}
        </Group>
      }
    >
      <Stack>
        {onCall.problem === undefined ? (
          <>
            <Now onCall={onCall} />
            <NextOfEach people={onCall.people} />
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

export function OnCallPage() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <PageHeader title="On call" about={`Who answers now, and who is next. Times are yours (${zone}).`} />
      <QueryView query={useOnCall()}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyList
              title="No schedules yet"
              hint="A schedule says who is on call when. Make one, then let a line ring it."
            >
              <Button component={Link} to="/setup/schedules" variant="light">
                To the schedules
              </Button>
            </EmptyList>
          ) : (
            <Stack>
              {items.map((item) => (
                <ScheduleCard key={item.scheduleId} onCall={item} />
              ))}
            </Stack>
          )
        }
      </QueryView>
    </>
  );
}
