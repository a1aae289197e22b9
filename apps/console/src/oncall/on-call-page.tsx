import { Button, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyList } from '../ui/empty-list.js';
import { PageHeader } from '../ui/page-header.js';
import { QueryView } from '../ui/query-view.js';
import { ScheduleCard } from './schedule-card.js';
import { useOnCall } from './use-on-call.js';

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
