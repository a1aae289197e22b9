import { Group, Stack, Text } from '@mantine/core';
import type { Delivery } from '@ringdown/contracts';
import { useNames } from '../api/resources.queries.js';
import { Instant } from '../ui/instant.js';
import { Section } from '../ui/page-layout.js';
import { QueryView } from '../ui/query-view.js';
import { type DeliveriesOf, useDeliveriesOf, useResend } from './deliveries.queries.js';
import { DeliveryBadge, DeliveryRemarks, ResendButton } from './delivery-parts.js';
import { aboutWords } from './delivery-words.js';

interface DeliveryRowProps {
  readonly delivery: Delivery;
  readonly channelName: string;
}

function DeliveryRow({ delivery, channelName }: DeliveryRowProps) {
  const resend = useResend();
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" component="li">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={600}>
          {channelName}
        </Text>
        <Text size="sm" c="dimmed">
          {aboutWords(delivery.about)} · <Instant at={delivery.deliveredAt ?? delivery.createdAt} />
          {delivery.attempts > 1 ? ` · ${delivery.attempts} attempts` : null}
        </Text>
        <DeliveryRemarks delivery={delivery} error={resend.error} />
      </div>
      <Group gap={4} wrap="nowrap">
        <ResendButton
          delivery={delivery}
          channelName={channelName}
          isPending={resend.isPending}
          onResend={() => resend.mutate(delivery.id)}
        />
        <DeliveryBadge status={delivery.status} />
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
      <QueryView query={useDeliveriesOf(of)} rows={1}>
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
