import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import type { ChannelState } from '@ringdown/contracts';
import { useRights } from '../app/session.js';
import { Instant } from '../ui/instant.js';
import { Section } from '../ui/page-layout.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { QueryView } from '../ui/query-view.js';
import { pendingWords, stateLook } from './channel-words.js';
import { useChannelStates, useEnableChannel } from './channels.queries.js';

function StateBadge({ state }: { readonly state: ChannelState | undefined }) {
  const { label, color } = stateLook(state);
  return (
    <Badge variant="light" color={color}>
      {label}
    </Badge>
  );
}

/** How a channel is doing, in a list: a mark, and why where it is not doing well. */
export function ChannelStateCell({ channelId }: { readonly channelId: string }) {
  const { data } = useChannelStates();
  if (data === undefined) return <>–</>;
  const state = data.items.find((one) => one.channelId === channelId);
  return (
    <>
      <StateBadge state={state} />
      {state?.reason ? (
        <Text size="sm" c="dimmed" lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
          {state.reason}
        </Text>
      ) : null}
    </>
  );
}

function Times({ state: { state, since, until } }: { readonly state: ChannelState }) {
  return (
    <>
      {since === null || state === 'ok' ? null : (
        <Text size="sm" c="dimmed">
          Since <Instant at={since} />
        </Text>
      )}
      {until === null ? null : (
        <Text size="sm" c="dimmed">
          Tried again at <Instant at={until} />
        </Text>
      )}
    </>
  );
}

/** Only a channel that was disabled can be enabled. */
function Enable({ channelId }: { readonly channelId: string }) {
  const enable = useEnableChannel(channelId);
  return (
    <>
      <ProblemAlert title="That did not work" error={enable.error} />
      <div>
        <Button loading={enable.isPending} onClick={() => enable.mutate()}>
          Enable
        </Button>
      </div>
    </>
  );
}

/** How a channel is doing, on its page, with what can be done about it. */
export function ChannelStateSection({ channelId }: { readonly channelId: string }) {
  const { configure } = useRights();
  return (
    <Section title="State">
      <QueryView query={useChannelStates()} rows={1}>
        {({ items }) => {
          const state = items.find((one) => one.channelId === channelId);
          const pending = pendingWords(state?.pending ?? 0);
          return (
            <Stack gap="xs">
              <Group>
                <StateBadge state={state} />
              </Group>
              {state?.reason ? (
                <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                  {state.reason}
                </Text>
              ) : null}
              {state === undefined ? null : <Times state={state} />}
              {pending === null ? null : <Text size="sm">{pending}.</Text>}
              {state?.state === 'disabled' && configure ? <Enable channelId={channelId} /> : null}
            </Stack>
          );
        }}
      </QueryView>
    </Section>
  );
}
