import { Stack, Text } from '@mantine/core';
import type { Channel } from '../api/resources.js';
import { ChannelFields } from '../channels/channel-fields.js';
import { ChannelStateCell } from '../channels/channel-state.js';
import { blankChannel, channelBody, type ChannelValues, channelValues } from '../channels/channel-values.js';
import { channelTypeNames, toldWords } from '../channels/channel-words.js';
import { SendTest } from '../channels/send-test.js';
import { SecretOnce } from '../channels/signing-secret.js';
import { RowLink } from '../ui/data-table.js';
import type { Resource } from './resource-page.js';

function ChannelCreated({ item }: { readonly item: Channel }) {
  return (
    <Stack gap="sm">
      {item.secret === undefined ? null : <SecretOnce secret={item.secret} />}
      <Text size="sm">
        Send a test to see that messages arrive. Then choose {item.name} on lines, integrations, schedules or alert
        rules: it is told of theirs only.
      </Text>
      <div>
        <SendTest item={item} button={{ variant: 'light', size: 'sm', color: 'blue' }} />
      </div>
    </Stack>
  );
}

export const channels: Resource<Channel, ChannelValues> = {
  path: 'channels',
  title: 'Channels',
  one: 'channel',
  about: 'Where calls, incidents and handoffs are told: Slack, Teams, programs of yours, mailing lists.',
  empty: 'Add the channel your team reads, then choose it on lines and integrations.',
  deletion: 'Nothing is sent there any more. A channel that a line or an integration uses cannot be deleted.',
  columns: [
    {
      title: 'Channel',
      cell: ({ id, name, type }) => (
        <>
          <RowLink to={`/channels/${id}`}>{name}</RowLink>
          <Text size="sm" c="dimmed">
            {channelTypeNames[type]}
          </Text>
        </>
      ),
    },
    {
      title: 'What is told',
      cell: ({ events }) => (toldWords(events).length === 0 ? 'Nothing' : toldWords(events).join(' · ')),
      wideOnly: true,
    },
    { title: 'State', cell: ({ id }) => <ChannelStateCell channelId={id} /> },
  ],
  blank: blankChannel,
  valuesOf: channelValues,
  bodyOf: channelBody,
  // Which of the types a change is about is not in its body.
  contract: ({ newChannel }, isNew) => (isNew ? newChannel : null),
  Fields: ChannelFields,
  Actions: SendTest,
  Created: ChannelCreated,
};
