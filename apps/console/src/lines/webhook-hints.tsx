import { List, Stack, Text } from '@mantine/core';
import type { Line, ProviderAccount } from '../api/things.js';
import { CopyText } from '../ui/copy-text.js';
import { webhookPlaces } from './webhook-places.js';

interface WebhookHintsProps {
  readonly line: Line;
  readonly provider: ProviderAccount['provider'];
}

function Way({ line, provider }: WebhookHintsProps) {
  if (provider === 'twilio') {
    return (
      <Text size="sm">
        By hand: in Twilio’s console open <b>Phone Numbers → Manage → Active numbers</b>, choose {line.number}, and
        paste these into <b>Voice Configuration</b>. Then save there.
      </Text>
    );
  }
  return (
    <Text size="sm">
      By hand: in Plivo’s console open <b>Voice → Applications → XML</b>, add an application with these URLs, then
      choose it at {line.number} under <b>Phone Numbers → Your Numbers</b>.
    </Text>
  );
}

/** What to paste where in the provider's console. */
export function WebhookHints({ line, provider }: WebhookHintsProps) {
  return (
    <Stack gap="sm">
      <Way line={line} provider={provider} />
      <List size="sm" spacing="sm" listStyleType="none">
        {webhookPlaces(provider, line.webhook).map(({ where, url }) =>
          url === undefined ? null : (
            <List.Item key={where} styles={{ itemWrapper: { width: '100%' }, itemLabel: { minWidth: 0 } }}>
              <Text size="sm" c="dimmed" mb={2}>
                “{where}” (HTTP {line.webhook.method})
              </Text>
              <CopyText value={url} label={`the URL for ${where}`} />
            </List.Item>
          ),
        )}
      </List>
    </Stack>
  );
}
