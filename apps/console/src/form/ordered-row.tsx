import { ActionIcon, Button, Group, Text } from '@mantine/core';

interface OrderedRowProps {
  /** Counted from one. */
  readonly place: number;
  readonly name: string;
  readonly onUp: () => void;
  readonly onRemove: () => void;
}

export function OrderedRow({ place, name, onUp, onRemove }: OrderedRowProps) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="sm" style={{ flex: 1, minWidth: 0 }}>
        {place}. {name}
      </Text>
      <ActionIcon variant="default" disabled={place === 1} onClick={onUp} aria-label={`Move ${name} up`}>
        ↑
      </ActionIcon>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onRemove} aria-label={`Remove ${name}`}>
        Remove
      </Button>
    </Group>
  );
}
