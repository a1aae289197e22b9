import { Alert, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Channel } from '../api/resources.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { CopyText } from '../ui/copy-text.js';
import { Section } from '../ui/page-layout.js';
import { useRotateSecret } from './channels.queries.js';

/** A signing secret, which is shown this once. */
export function SecretOnce({ secret }: { readonly secret: string }) {
  return (
    <Stack gap="sm">
      <Alert color="yellow" title="Copy the signing secret now" role="status">
        It is shown this once. If it is lost, rotate it on the page of the channel.
      </Alert>
      <CopyText value={secret} label="the signing secret" />
      <Text size="sm">
        The receiver checks with it that a request comes from Ringdown: the header webhook-signature is made with it, as
        Standard Webhooks says. Any library of Standard Webhooks takes it as it is.
      </Text>
    </Stack>
  );
}

/** The signing secret of a webhook, which can be replaced, and is not shown again. */
export function SigningSecret({ channel: { id, name } }: { readonly channel: Channel }) {
  const rotate = useRotateSecret(id);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Section
      title="Signing secret"
      actions={
        <ConfirmButton
          label="Rotate"
          ariaLabel={`Rotate the signing secret of ${name}`}
          button={{ color: 'gray' }}
          question={`Rotate the signing secret of ${name}?`}
          consequence="There is a new one, and the present one signs too for 24 hours: enter the new one at the receiver meanwhile. One that was replaced before ends at once."
          onConfirm={async () => setSecret((await rotate.mutateAsync()).secret)}
        />
      }
    >
      {secret === null ? (
        <Text size="sm" c="dimmed">
          It is shown only when the channel is made, and when it is rotated. Rotate it where it is lost, or known to
          somebody who should not know it.
        </Text>
      ) : (
        <SecretOnce secret={secret} />
      )}
    </Section>
  );
}
