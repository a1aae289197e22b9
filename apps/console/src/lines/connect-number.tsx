import { Group, List, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Line, ProviderAccount } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { useRights } from '../app/session.js';
import { providerNames } from '../setup/account-values.js';
import { CopyText } from '../ui/copy-text.js';
import { TrialButton } from '../ui/trial-button.js';
import { webhookPlaces } from './line-words.js';

interface WebhookHintsProps {
  readonly line: Line;
  readonly provider: ProviderAccount['provider'];
}

const instructions: Readonly<Record<WebhookHintsProps['provider'], (number: string) => ReactNode>> = {
  twilio: (number) => (
    <>
      By hand: in Twilio’s console open <b>Phone Numbers → Manage → Active numbers</b>, choose {number}, and paste these
      into <b>Voice Configuration</b>. Then save there.
    </>
  ),
  plivo: (number) => (
    <>
      By hand: in Plivo’s console open <b>Voice → Applications → XML</b>, add an application with these URLs, then
      choose it at {number} under <b>Phone Numbers → Your Numbers</b>.
    </>
  ),
};

/** What to paste where in the provider's console. */
function WebhookHints({ line, provider }: WebhookHintsProps) {
  return (
    <Stack gap="sm">
      <Text size="sm">{instructions[provider](line.number)}</Text>
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

/** Has the number's calls sent here: by the provider's API, or by hand. */
export function ConnectNumber({ line }: { readonly line: Line }) {
  const accounts = useCollection<ProviderAccount>('provider-accounts');
  const { configure } = useRights();
  const account = accounts.data?.find(({ id }) => id === line.providerAccountId);
  if (account === undefined) return <Skeleton height={300} aria-label="Loading" />;
  const provider = providerNames[account.provider];
  return (
    <Stack>
      {configure ? (
        <Group gap="sm">
          <TrialButton
            label={`Set it at ${provider}`}
            ariaLabel={`Set the webhook of ${line.number} at ${provider}`}
            path={`/lines/${encodeURIComponent(line.id)}/provision`}
            button={{ size: 'sm', variant: 'light', color: 'indigo' }}
          />
          <Text size="sm" c="dimmed">
            with the account “{account.name}”
          </Text>
        </Group>
      ) : null}
      <WebhookHints line={line} provider={account.provider} />
    </Stack>
  );
}
