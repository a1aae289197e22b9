import { Button, Group, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Channel } from '../api/resources.js';
import { useResource } from '../api/resources.queries.js';
import { useRights } from '../app/session.js';
import { DeliveryTable, StatusFilter } from '../deliveries/delivery-table.js';
import { deliveryFiltersFrom } from '../deliveries/delivery-words.js';
import { channels } from '../setup/channels.js';
import { ResourceEditor } from '../setup/resource-page.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { type Description, DescriptionList } from '../ui/description-list.js';
import { BackLink, DetailColumns, PageHeader, Section } from '../ui/page-layout.js';
import { QueryView } from '../ui/query-view.js';
import { ChannelStateSection } from './channel-state.js';
import { boundWords, channelTypeNames, toldWords } from './channel-words.js';
import { useChannel } from './channels.queries.js';
import { SendTest } from './send-test.js';
import { SigningSecret } from './signing-secret.js';

function ChannelActions({ channel }: { readonly channel: Channel }) {
  const { id, name } = channel;
  const [isEdited, setEdited] = useState(false);
  const { remove } = useResource<Channel>('channels');
  const navigate = useNavigate();
  return (
    <>
      <SendTest item={channel} button={{ variant: 'default', size: 'sm' }} />
      <Button onClick={() => setEdited(true)}>Edit</Button>
      <ConfirmButton
        label="Delete"
        ariaLabel={`Delete ${name}`}
        button={{ variant: 'subtle', size: 'sm' }}
        question={`Delete ${name}?`}
        consequence={channels.deletion}
        onConfirm={async () => {
          await remove(id);
          await navigate('/setup/channels');
        }}
      />
      <ResourceEditor
        resource={channels}
        editing={isEdited ? { item: channel } : null}
        onClose={() => setEdited(false)}
      />
    </>
  );
}

const formats = { standard: 'Standard', spike: 'Bare' } as const;

/** Where its messages go, as far as that is no secret, and what is told. */
function Settings({ channel }: { readonly channel: Channel }) {
  const { type, events, from, address, format } = channel;
  const own: readonly (readonly [string, string | undefined])[] = [
    ['Channel', channel.channel],
    ['Address', address],
    ['Format', format && formats[format]],
  ];
  const told = toldWords(events);
  return (
    <Section title="Settings">
      <DescriptionList
        items={[
          ['Type', channelTypeNames[type]],
          ...own.filter((one): one is [string, string] => one[1] !== undefined),
          [
            'What is told',
            told.length === 0 ? (
              'Nothing'
            ) : (
              <Stack key="told" gap={2}>
                {told.map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </Stack>
            ),
          ] satisfies Description,
          ['Which incidents', boundWords(from)],
        ]}
      />
    </Section>
  );
}

/** What was sent to this channel. */
function Deliveries({ channel: { id } }: { readonly channel: Channel }) {
  const [search, setSearch] = useSearchParams();
  const { status } = deliveryFiltersFrom(search);
  return (
    <section aria-label="Deliveries">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          Deliveries
        </Title>
        <StatusFilter
          value={status}
          onChange={(next) => setSearch(next === '' ? {} : { status: next }, { replace: true })}
        />
      </Group>
      <DeliveryTable
        filters={{ channelId: id, status }}
        none="Send a test, and choose the channel on lines, integrations, schedules or alert rules."
      />
    </section>
  );
}

function ChannelDetail({ channel }: { readonly channel: Channel }) {
  const { configure } = useRights();
  return (
    <>
      <PageHeader
        title={channel.name}
        before={<BackLink to="/setup/channels">Channels</BackLink>}
        about={channelTypeNames[channel.type]}
        actions={configure ? <ChannelActions channel={channel} /> : undefined}
      />
      <Stack gap="lg">
        <DetailColumns
          main={<Settings channel={channel} />}
          side={
            <>
              <ChannelStateSection channelId={channel.id} />
              {configure && channel.type === 'webhook' ? <SigningSecret channel={channel} /> : null}
            </>
          }
        />
        <Deliveries channel={channel} />
      </Stack>
    </>
  );
}

export function ChannelPage() {
  const { id = '' } = useParams();
  return <QueryView query={useChannel(id)}>{(channel) => <ChannelDetail key={id} channel={channel} />}</QueryView>;
}
