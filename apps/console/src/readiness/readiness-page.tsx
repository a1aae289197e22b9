import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import type { ReadinessItem } from '@ringdown/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { request } from '../api/request.js';
import type { Readiness } from '../api/resources.js';
import { useRights } from '../app/session.js';
import { PageHeader } from '../ui/page-layout.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { EmptyList, QueryView } from '../ui/query-view.js';

const readinessKey = ['readiness'];

const useReadiness = () =>
  useQuery({
    queryKey: readinessKey,
    queryFn: () => request<Readiness>('GET', '/readiness'),
    refetchInterval: 60_000,
  });

/** Where what is wrong can be looked at, or changed. */
const places: Readonly<Record<string, (id: string) => string>> = {
  call: (id) => `/calls/${id}`,
  line: (id) => `/lines/${id}`,
  schedule: () => '/setup/schedules',
  user: () => '/setup/people',
  channel: (id) => `/channels/${id}`,
  'escalation-policy': () => '/setup/escalation-policies',
  'provider-account': () => '/setup/provider-accounts',
};

function Problem({ item: { kind, level, subject, text, fix } }: { readonly item: ReadinessItem }) {
  const place = kind === 'dead_letters' ? '/setup/dead-letters' : places[subject.type]?.(subject.id);
  const title = subject.type === 'call' ? `A call on ${subject.name}` : subject.name;
  return (
    <Alert
      component="li"
      color={level === 'error' ? 'red' : 'yellow'}
      title={level === 'error' ? title : `${title} (warning)`}
    >
      <Text size="sm">{text}</Text>
      <Text size="sm" mt="xs">
        {fix}{' '}
        {place === undefined ? null : (
          <Anchor component={Link} to={place} inherit>
            Open it
          </Anchor>
        )}
      </Text>
    </Alert>
  );
}

/** The faults that would make a call or a delivery fail, and those that calls have met. */
export function ReadinessPage() {
  const client = useQueryClient();
  const { act } = useRights();
  const check = useMutation({
    mutationFn: () => request<Readiness>('POST', '/readiness/check'),
    onSuccess: (answer) => client.setQueryData(readinessKey, answer),
  });
  return (
    <>
      <PageHeader
        title="Readiness"
        about="Faults that would make a call or a delivery fail, and what to do about each. Providers are asked every 15 minutes."
        actions={
          act ? (
            <Button loading={check.isPending} onClick={() => check.mutate()}>
              Check now
            </Button>
          ) : undefined
        }
      />
      <ProblemAlert error={check.error} />
      <QueryView query={useReadiness()}>
        {({ items, timeZoneRules }) => (
          <Stack>
            {items.length === 0 ? (
              <EmptyList
                title="No faults"
                hint="Nothing is known that would keep a caller from reaching a responder."
              />
            ) : (
              <Stack component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
                {items.map((item) => (
                  <Problem key={`${item.kind} ${item.subject.id} ${item.text}`} item={item} />
                ))}
              </Stack>
            )}
            <Text size="sm" c="dimmed">
              Handoffs follow the time-zone rules {timeZoneRules.inUse}.
            </Text>
          </Stack>
        )}
      </QueryView>
    </>
  );
}
