import { Alert, Code, Stack, Text } from '@mantine/core';
import type { newApiKey } from '@ringdown/contracts';
import type { z } from 'zod';
import type { ApiKey } from '../api/resources.js';
import { SelectField } from '../form/choice-fields.js';
import { TextField } from '../form/fields.js';
import { CopyText } from '../ui/copy-text.js';
import { Instant } from '../ui/instant.js';
import { roleChoices } from './people.js';
import type { Resource } from './resource-page.js';

type KeyValues = z.infer<typeof newApiKey>;

function KeyFields() {
  return (
    <>
      <TextField path="name" label="Name" placeholder="Terraform" hint="Whoever will use it" required />
      <SelectField path="role" label="Role" choices={roleChoices} />
    </>
  );
}

function KeyCreated({ item }: { readonly item: ApiKey }) {
  return (
    <Stack gap="sm">
      <Alert color="yellow" title="Copy the key now">
        It is shown this once. Only its beginning is kept in sight.
      </Alert>
      <CopyText value={item.key ?? ''} label="the API key" />
      <Text size="sm">
        Send it as <Code>Authorization: Bearer …</Code>
      </Text>
    </Stack>
  );
}

export const apiKeys: Resource<ApiKey, KeyValues> = {
  path: 'api-keys',
  title: 'API keys',
  one: 'API key',
  about: 'For scripts and Terraform. A key may do what its role may do.',
  empty: 'Make one for each program that uses the API, so that each can be revoked alone.',
  deletion: 'Whatever uses this key is refused from now on.',
  columns: [
    { title: 'Key', cell: ({ name }) => <b>{name}</b> },
    { title: 'Begins with', cell: ({ prefix }) => <Code>{prefix}…</Code> },
    { title: 'Role', cell: ({ role }) => role },
    { title: 'Made', cell: ({ createdAt }) => <Instant at={createdAt} /> },
  ],
  blank: { name: '', role: 'responder' },
  valuesOf: ({ name, role }) => ({ name, role }),
  bodyOf: (values) => values,
  contract: ({ newApiKey }) => newApiKey,
  Fields: KeyFields,
  Created: KeyCreated,
  editable: false,
};
