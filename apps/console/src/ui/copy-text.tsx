import { Button, Code, CopyButton, Group } from '@mantine/core';

interface CopyTextProps {
  readonly value: string;
  readonly label: string;
}

/** A URL or key in full, with a button that copies it. */
export function CopyText({ value, label }: CopyTextProps) {
  return (
    <Group gap="xs" wrap="nowrap" align="center">
      <Code style={{ overflowWrap: 'anywhere', minWidth: 0 }}>{value}</Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button
            size="compact-xs"
            variant="default"
            onClick={copy}
            aria-label={`Copy ${label}`}
            style={{ flexShrink: 0 }}
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
