import { Group, Skeleton, Stack, Text } from '@mantine/core';
import type { Line, ProviderAccount } from '../api/things.js';
import { useCollection } from '../api/use-collection.js';
import { useRights } from '../app/session.js';
import { providerNames } from '../setup/provider-names.js';
import { TrialButton } from '../ui/trial-button.js';
import { WebhookHints } from './webhook-hints.js';

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
