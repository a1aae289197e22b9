import { Button, Code, CopyButton, Group } from '@mantine/core';

interface CopyTextProps {
  readonly value: string;
  readonly label: string;
}

/** A button that copies what stands beside it. */
export function CopyButtonFor({ value, label }: CopyTextProps) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button
          size="compact-xs"
          variant="default"
          onClick={copy}
          aria-label={`Copy ${label}`}
          style={{ flexShrink: 0, minWidth: '4rem' }}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      )}
    </CopyButton>
  );
}

/** A URL or key in full, with a button that copies it. */
export function CopyText({ value, label }: CopyTextProps) {
  return (
    <Group gap="xs" wrap="nowrap" align="center">
      <Code style={{ overflowWrap: 'anywhere', minWidth: 0 }}>{value}</Code>
      <CopyButtonFor value={value} label={label} />
    </Group>
  );
}
