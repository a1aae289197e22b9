import { Text } from '@mantine/core';
import type { Integration } from '../api/things.js';
import { ReferenceField } from '../form/reference-field.js';
import { ReferencesField } from '../form/references-field.js';
import { TextField } from '../form/text-field.js';
import { CopyText } from '../ui/copy-text.js';
import { IntegrationCreated } from './integration-created.js';
import { NamesOf } from './names-of.js';
import type { Resource } from './resource.js';
import { RotateToken } from './rotate-token.js';

interface IntegrationValues {
  readonly name: string;
  readonly escalationPolicyId: string | null;
  readonly teamIds: readonly string[];
  readonly channelIds: readonly string[];
}

function IntegrationFields() {
  return (
    <>
      <TextField path="name" label="Name" placeholder="Grafana" required />
      <ReferenceField path="escalationPolicyId" label="Escalation policy" of="escalation-policies" placeholder="None" />
      <ReferencesField path="teamIds" label="Teams" of="teams" />
      <ReferencesField path="channelIds" label="Channels" hint="Each gets one message per incident" of="channels" />
    </>
  );
}

export const integrations: Resource<Integration, IntegrationValues> = {
  path: 'integrations',
  title: 'Integrations',
  one: 'integration',
  about: 'Where monitors report to. Each has a URL of its own; whoever knows it can open incidents.',
  empty: 'Make one per monitor, and paste its URL there as a webhook.',
  deletion: 'Its URL stops working at once, so the monitor behind it is no longer heard.',
  columns: [
    { title: 'Integration', cell: ({ name }) => <b>{name}</b> },
    {
      title: 'Push URL',
      cell: ({ name, url }) =>
        url === undefined ? (
          <Text size="sm" c="dimmed">
            Responders and admins see it
          </Text>
        ) : url === null ? (
          <Text size="sm">Unreadable: give it a new one</Text>
        ) : (
          <CopyText value={url} label={`the URL of ${name}`} />
        ),
    },
    {
      title: 'Escalation',
      cell: ({ escalationPolicyId: id }) => <NamesOf of="escalation-policies" ids={id === null ? [] : [id]} />,
      wideOnly: true,
    },
    { title: 'Channels', cell: ({ channelIds }) => <NamesOf of="channels" ids={channelIds} /> },
  ],
  blank: { name: '', escalationPolicyId: null, teamIds: [], channelIds: [] },
  valuesOf: ({ name, escalationPolicyId, teamIds, channelIds }) => ({ name, escalationPolicyId, teamIds, channelIds }),
  bodyOf: (values, isNew) => (isNew ? { ...values, type: 'webhook' } : values),
  Fields: IntegrationFields,
  Actions: RotateToken,
  Created: IntegrationCreated,
};
