import { Code, Stack, Text } from '@mantine/core';
import type { Integration } from '../api/things.js';
import { CopyText } from '../ui/copy-text.js';

export function IntegrationCreated({ item }: { readonly item: Integration }) {
  const url = item.url ?? '';
  return (
    <Stack gap="sm">
      <Text size="sm">Paste this URL into the monitor as a webhook:</Text>
      <CopyText value={url} label="the URL" />
      <Text size="sm">Or try it from a shell:</Text>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {`curl -H 'Content-Type: application/json' -d '{"title":"Disk is full","severity":"sev2"}' ${url}`}
      </Code>
    </Stack>
  );
}
