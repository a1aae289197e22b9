import { Badge, Button, Text } from '@mantine/core';
import type { Delivery } from '@ringdown/contracts';
import { useRights } from '../app/session.js';
import { deliveryLooks, remarksOn } from './delivery-words.js';

export function DeliveryBadge({ status }: Pick<Delivery, 'status'>) {
  const { label, color } = deliveryLooks[status];
  return (
    <Badge variant="light" color={color}>
      {label}
    </Badge>
  );
}

interface RemarksProps {
  readonly delivery: Delivery;
  /** Why sending it again did not work. */
  readonly error: Error | null;
}

/** How it arrived, and what went wrong; nothing where all went well. */
export function DeliveryRemarks({ delivery, error }: RemarksProps) {
  const { trouble, detail } = remarksOn(delivery);
  const wrong = error?.message ?? trouble;
  return (
    <>
      {detail === null ? null : (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {detail}
        </Text>
      )}
      {wrong === null ? null : (
        <Text size="sm" c="red" lineClamp={8} style={{ overflowWrap: 'anywhere' }}>
          {wrong}
        </Text>
      )}
    </>
  );
}

interface ResendProps {
  readonly delivery: Delivery;
  readonly channelName: string;
  readonly isPending: boolean;
  readonly onResend: () => void;
}

/** Sends again what failed; viewers only see that it did. */
export function ResendButton({ delivery, channelName, isPending, onResend }: ResendProps) {
  const { act } = useRights();
  if (delivery.status !== 'failed' || !act) return null;
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      loading={isPending}
      onClick={onResend}
      aria-label={`Send again to ${channelName}`}
    >
      Send again
    </Button>
  );
}
