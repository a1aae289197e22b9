import { Badge, Button, Group, Text } from '@mantine/core';
import type { Delivery } from '@ringdown/contracts';
import { useRights } from '../app/session.js';
import { Instant } from '../ui/instant.js';
import { useResend } from './use-deliveries.js';

const looks: Readonly<Record<Delivery['status'], { readonly label: string; readonly color: string }>> = {
  pending: { label: 'On its way', color: 'blue' },
  delivered: { label: 'Delivered', color: 'green' },
  failed: { label: 'Failed', color: 'red' },
};

interface DeliveryRowProps {
  readonly delivery: Delivery;
  readonly channelName: string;
}

export function DeliveryRow({ delivery, channelName }: DeliveryRowProps) {
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
