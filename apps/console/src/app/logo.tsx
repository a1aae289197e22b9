import { Group, Text } from '@mantine/core';

export function Logo() {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/favicon.svg" alt="" width={28} height={28} />
      <Text fw={700} size="lg" style={{ letterSpacing: '-0.01em' }}>
        Ringdown
      </Text>
    </Group>
  );
}
