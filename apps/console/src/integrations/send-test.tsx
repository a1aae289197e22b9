import { Group, Stack, Text } from '@mantine/core';
import type { Integration } from '../api/resources.js';
import { useNames } from '../api/resources.queries.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { Instant } from '../ui/instant.js';
import { Section } from '../ui/page-layout.js';
import { notifiedWords } from './event-words.js';
import { useIntegrationEvent, useIntegrationEvents, useSendTest } from './integrations.queries.js';
import { ReceivedAlerts } from './received-alerts.js';

/** Opens an incident as the monitor would, and resolves it again. */
export function SendTest({ integration }: { readonly integration: Integration }) {
  const { id, name, type, escalationPolicyId, channelIds } = integration;
  const policyName = useNames('escalation-policies');
  const channelName = useNames('channels');
  const send = useSendTest(id);
  const outcome = useIntegrationEvent(id, send.data?.id ?? null);
  const events = useIntegrationEvents(id);
  const tested = events.data?.pages
    .flatMap(({ items }) => items)
    .some(({ via, alerts }) => via === 'test' && alerts.some(({ status }) => status === 'trigger'));
  const notified = notifiedWords({
    policy: escalationPolicyId === null ? null : policyName(escalationPolicyId),
    channels: channelIds.map(channelName),
  });
  return (
    <Section title="Test">
      <Stack gap="sm">
        <Text size="sm">
          A test alert takes the way of a real one: it opens an incident. “Resolve it” sends that the alert is over.
          {type === 'custom'
            ? ' What is sent has “title”, “body”, “severity” and “status”; what comes of it is up to your templates.'
            : null}
        </Text>
        <Group gap="sm">
          <ConfirmButton
            label="Send a test alert"
            button={{ variant: 'light', color: 'indigo', size: 'sm' }}
            question={`Send a test alert to ${name}?`}
            consequence={`It opens an incident, or repeats the one that the last test opened. ${notified}`}
            onConfirm={() => send.mutateAsync('trigger')}
          />
          <ConfirmButton
            label="Resolve it"
            button={{ variant: 'default', color: 'gray', size: 'sm', disabled: tested !== true }}
            question="Resolve the test alert?"
            consequence="It sends what the monitor sends when the alert is over: the incident that the test opened is resolved. Whoever was notified of it is notified that it is over."
            onConfirm={() => send.mutateAsync('resolve')}
          />
        </Group>
        <div role="status" aria-label="Outcome of the test" style={{ minHeight: '4.5rem' }}>
          {outcome.data === undefined ? null : (
            <>
              <Text size="sm" fw={600} mb={4}>
                Sent <Instant at={outcome.data.receivedAt} />
              </Text>
              <ReceivedAlerts event={outcome.data} />
            </>
          )}
        </div>
      </Stack>
    </Section>
  );
}
