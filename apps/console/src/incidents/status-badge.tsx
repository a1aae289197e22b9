import { Badge } from '@mantine/core';
import { type Status, statuses } from './status.js';

export function StatusBadge({ status }: { readonly status: Status }) {
  return (
    <Badge variant="light" color={statuses[status].color}>
      {statuses[status].label}
    </Badge>
  );
}
