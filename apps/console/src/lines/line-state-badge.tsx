import { Badge, Group } from '@mantine/core';
import type { Line } from '../api/things.js';

export function LineStateBadge({ line }: { readonly line: Line }) {
  const { enabled, testMode } = line;
  return (
    <Group gap={6} wrap="nowrap" display="inline-flex">
      <Badge variant="light" color={enabled ? 'green' : 'gray'}>
        {enabled ? 'In use' : 'Disabled'}
      </Badge>
      {testMode === null ? null : (
        <Badge variant="filled" color="orange">
          Test mode
        </Badge>
      )}
    </Group>
  );
}
