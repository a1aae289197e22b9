import { List, Stack, Text } from '@mantine/core';
import type { Line } from '../api/things.js';
import { CopyText } from '../ui/copy-text.js';

interface WebhookHintsProps {
  readonly webhook: Line['webhook'];
  readonly number: string;
}

/** What to paste where in the provider's console. */
export function WebhookHints({ webhook, number }: WebhookHintsProps) {
  const urls = [
    { label: 'A call comes in', where: '“A call comes in”: Webhook', url: webhook.url },
    { label: 'Primary handler fails', where: '“Primary handler fails”', url: webhook.fallbackUrl },
    { label: 'Call status changes', where: '“Call status changes”', url: webhook.statusUrl },
  ];
  return (
    <Stack gap="sm">
      <Text size="sm">
        In Twilio’s console open <b>Phone Numbers → Manage → Active numbers</b>, choose {number}, and paste these into{' '}
        <b>Voice Configuration</b>. Then save there.
      </Text>
      <List size="sm" spacing="sm" listStyleType="none">
        {urls.map(({ label, where, url }) =>
          url === undefined ? null : (
            <List.Item key={label} styles={{ itemWrapper: { width: '100%' }, itemLabel: { minWidth: 0 } }}>
              <Text size="sm" c="dimmed" mb={2}>
                {where} (HTTP {webhook.method})
              </Text>
              <CopyText value={url} label={`the URL for ${label}`} />
            </List.Item>
          ),
        )}
      </List>
    </Stack>
  );
}
