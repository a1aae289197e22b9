import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import type { Delivery } from '@ringdown/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryString, request } from '../api/request.js';
import type { Page } from '../api/resources.js';
import { useNames } from '../api/resources.queries.js';
import { useRights } from '../app/session.js';
import { Instant } from '../ui/instant.js';
import { Section } from '../ui/page-layout.js';
import { QueryView } from '../ui/query-view.js';

type DeliveriesOf = { readonly callId: string } | { readonly incidentId: string };

function useDeliveries(of: DeliveriesOf) {
  return useQuery({
    queryKey: ['deliveries', of],
    queryFn: () => request<Page<Delivery>>('GET', `/deliveries${queryString({ ...of, limit: 50 })}`),
    refetchInterval: 5_000,
  });
}

function useResend() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<Delivery>('POST', `/deliveries/${encodeURIComponent(id)}/resend`),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  });
}

const looks: Readonly<Record<Delivery['status'], { readonly label: string; readonly color: string }>> = {
  pending: { label: 'On its way', color: 'blue' },
  delivered: { label: 'Delivered', color: 'green' },
  failed: { label: 'Failed', color: 'red' },
};

interface DeliveryRowProps {
  readonly delivery: Delivery;
  readonly channelName: string;
}

function DeliveryRow({ delivery, channelName }: DeliveryRowProps) {
  const { act } = useRights();
  const resend = useResend();
  const look = looks[delivery.status];
  const trouble = resend.error?.message ?? (delivery.status === 'delivered' ? null : delivery.lastError);
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" component="li">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={600}>
          {channelName}
        </Text>
        <Text size="sm" c="dimmed">
          {delivery.about.replaceAll('.', ' ')} · <Instant at={delivery.deliveredAt ?? delivery.createdAt} />
          {delivery.attempts > 1 ? ` · ${delivery.attempts} attempts` : null}
        </Text>
        {trouble === null ? null : (
          <Text size="sm" c="red" style={{ overflowWrap: 'anywhere' }}>
            {trouble}
          </Text>
        )}
      </div>
      <Group gap={4} wrap="nowrap">
        {delivery.status === 'failed' && act ? (
          <Button
            size="compact-sm"
            variant="subtle"
            loading={resend.isPending}
            onClick={() => resend.mutate(delivery.id)}
            aria-label={`Send again to ${channelName}`}
          >
            Send again
          </Button>
        ) : null}
        <Badge variant="light" color={look.color}>
          {look.label}
        </Badge>
      </Group>
    </Group>
  );
}

interface DeliveryListProps {
  readonly of: DeliveriesOf;
  /** What it means that nothing was sent. */
  readonly none: string;
}

/** Which channels were notified of one call or incident, and whether the message arrived. */
export function DeliveryList({ of, none }: DeliveryListProps) {
  const channelName = useNames('channels');
  return (
    <Section title="Channels">
      <QueryView query={useDeliveries(of)} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              {none}
            </Text>
          ) : (
            <Stack gap="sm" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
              {items.map((delivery) => (
                <DeliveryRow key={delivery.id} delivery={delivery} channelName={channelName(delivery.channelId)} />
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Section>
  );
}
