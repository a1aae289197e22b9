import type { newChannel } from '@ringdown/contracts';
import type { z } from 'zod';
import type { Channel } from '../api/resources.js';
import { SelectField } from '../form/choice-fields.js';
import { TextField } from '../form/fields.js';
import { useField } from '../form/form.js';
import { TrialButton } from '../ui/trial-button.js';
import type { FieldsProps, Resource } from './resource-page.js';

type ChannelValues = z.infer<typeof newChannel>;

const types: readonly { readonly value: Channel['type']; readonly label: string }[] = [
  { value: 'slack', label: 'Slack (incoming webhook)' },
  { value: 'teams', label: 'Microsoft Teams (Workflows webhook)' },
];
const urlHints: Readonly<Record<Channel['type'], string>> = {
  slack: 'In Slack: your app → Incoming Webhooks → Add New Webhook to Workspace',
  teams: 'In Teams: the channel’s menu → Workflows → “Post to a channel when a webhook request is received”',
};

function ChannelFields({ isNew }: FieldsProps) {
  const { value: type } = useField<Channel['type']>('type');
  const keep = 'The present URL is not shown. Leave this empty to keep it.';
  return (
    <>
      <TextField path="name" label="Name" placeholder="#ops" required />
      <SelectField path="type" label="Type" choices={types} disabled={!isNew} />
      <TextField path="url" label="URL" type="url" hint={isNew ? urlHints[type] : keep} required={isNew} />
    </>
  );
}

function SendTest({ item }: { readonly item: Channel }) {
  return <TrialButton label="Send test" ariaLabel={`Send a test to ${item.name}`} path={`/channels/${item.id}/test`} />;
}

export const channels: Resource<Channel, ChannelValues> = {
  path: 'channels',
  title: 'Channels',
  one: 'channel',
  about: 'Slack and Teams channels that are notified of calls and incidents.',
  empty: 'Add the channel your team reads, then choose it on lines and integrations.',
  deletion: 'Nothing is sent there any more. A channel that a line or an integration uses cannot be deleted.',
  columns: [
    { title: 'Channel', cell: ({ name }) => <b>{name}</b> },
    { title: 'Type', cell: ({ type }) => types.find(({ value }) => value === type)?.label ?? type },
  ],
  blank: { name: '', type: 'slack', url: '' },
  valuesOf: ({ name, type }) => ({ name, type, url: '' }),
  bodyOf: ({ name, type, url }, isNew) => {
    if (isNew) return { name, type, url };
    return url === '' ? { name } : { name, url };
  },
  contract: ({ newChannel }, isNew) => (isNew ? newChannel : newChannel.partial()),
  Fields: ChannelFields,
  Actions: SendTest,
};
