import { Badge } from '@mantine/core';

export function LineStateBadge({ enabled }: { readonly enabled: boolean }) {
  return (
    <Badge variant="light" color={enabled ? 'green' : 'gray'}>
      {enabled ? 'In use' : 'Disabled'}
    </Badge>
  );
}
