import { Stack, Text } from '@mantine/core';
import { useNames } from '../api/use-names.js';
import { QueryView } from '../ui/query-view.js';
import { Section } from '../ui/section.js';
import { DeliveryRow } from './delivery-row.js';
import { type DeliveriesOf, useDeliveries } from './use-deliveries.js';

interface DeliveryListProps {
  readonly of: DeliveriesOf;
  /** What it means that nothing was sent. */
  readonly none: string;
}

/** What was told to which channel about one call or incident, and whether it arrived. */
export function DeliveryList({ of, none }: DeliveryListProps) {
  const channelName = useNames('channels');
  return (
    <Section title="Told to">
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
