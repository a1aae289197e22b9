import { Code, Fieldset, SimpleGrid, Stack, Text } from '@mantine/core';
import { type newIntegration, numberRanges } from '@ringdown/contracts';
import { useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from '../api/request.js';
import type { Integration } from '../api/resources.js';
import { ReferenceField, ReferencesField } from '../form/choice-fields.js';
import { NumberField, TextField } from '../form/fields.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { CopyText } from '../ui/copy-text.js';
import { NamesOf, type Resource } from './resource-page.js';

function IntegrationCreated({ item }: { readonly item: Integration }) {
  const url = item.url ?? '';
  return (
    <Stack gap="sm">
      <Text size="sm">Paste this URL into the monitor as a webhook:</Text>
      <CopyText value={url} label="the URL" />
      <Text size="sm">Or try it from a shell:</Text>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {`curl -H 'Content-Type: application/json' -d '{"title":"Disk is full","severity":"sev2"}' ${url}`}
      </Code>
    </Stack>
  );
}

function RotateToken({ item }: { readonly item: Integration }) {
  const client = useQueryClient();
  const rotate = async (): Promise<void> => {
    await request('POST', `/integrations/${item.id}/rotate-token`);
    await client.invalidateQueries({ queryKey: ['integrations'] });
  };
  return (
    <ConfirmButton
      label="New URL"
      ariaLabel={`Give ${item.name} a new URL`}
      button={{ color: 'gray' }}
      question={`Give ${item.name} a new URL?`}
      consequence="The present one stops working at once. Paste the new one into the monitor right after."
      onConfirm={rotate}
    />
  );
}

type IntegrationValues = Omit<z.infer<typeof newIntegration>, 'type' | 'flapping'> & {
  readonly flapping: { readonly opens: number | null; readonly withinMinutes: number | null };
};

const { incidentTimerMinutes, flappingOpens, flappingMinutes } = numberRanges;

/** What incidents of an integration do by themselves. */
function TimerFields() {
  return (
    <Fieldset legend="What incidents do by themselves">
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: 'end' }}>
          <NumberField
            path="ackTimeoutMinutes"
            label="An acknowledgement expires after"
            hint="Then the escalation begins again. Empty: never."
            range={incidentTimerMinutes}
            unit="min"
          />
          <NumberField
            path="resolveAfterMinutes"
            label="Resolve by itself after"
            hint="Without another event. Empty: never."
            range={incidentTimerMinutes}
            unit="min"
          />
        </SimpleGrid>
        <Text size="sm" c="dimmed">
          An alert that comes and goes is flapping: its incident notifies once, and nobody while it has recovered; it
          closes when nothing has come for the same time after that.
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: 'end' }}>
          <NumberField
            path="flapping.opens"
            label="Flapping from"
            hint="So often opened, it stays open until it is quiet. Empty: off."
            range={flappingOpens}
            unit="times"
          />
          <NumberField
            path="flapping.withinMinutes"
            label="Flapping within"
            hint="The time in which they count"
            range={flappingMinutes}
            unit="min"
          />
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}

function IntegrationFields() {
  return (
    <>
      <TextField path="name" label="Name" placeholder="Grafana" required />
      <ReferenceField
        path="escalationPolicyId"
        label="Escalation policy"
        of="escalation-policies"
        placeholder="None"
        hint="Who is notified of its incidents, and who next when nobody acknowledges them"
      />
      <ReferencesField path="teamIds" label="Teams" of="teams" />
      <ReferencesField path="channelIds" label="Channels" hint="Each gets one message per incident" of="channels" />
      <TimerFields />
    </>
  );
}

export const integrations: Resource<Integration, IntegrationValues> = {
  path: 'integrations',
  title: 'Integrations',
  one: 'integration',
  about: 'Where monitors report to. Each has a URL of its own; whoever knows it can open incidents.',
  empty: 'Make one per monitor, and paste its URL there as a webhook.',
  deletion: 'Its URL stops working at once, so events of its monitor are no longer accepted.',
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
  blank: {
    name: '',
    escalationPolicyId: null,
    teamIds: [],
    channelIds: [],
    ackTimeoutMinutes: null,
    resolveAfterMinutes: null,
    flapping: { opens: null, withinMinutes: null },
  },
  valuesOf: ({ name, escalationPolicyId, teamIds, channelIds, ackTimeoutMinutes, resolveAfterMinutes, flapping }) => ({
    name,
    escalationPolicyId,
    teamIds,
    channelIds,
    ackTimeoutMinutes,
    resolveAfterMinutes,
    flapping: flapping ?? { opens: null, withinMinutes: null },
  }),
  bodyOf: ({ flapping, ...values }, isNew) => ({
    ...values,
    flapping: flapping.opens === null && flapping.withinMinutes === null ? null : flapping,
    ...(isNew ? { type: 'webhook' } : {}),
  }),
  contract: ({ newIntegration }) => newIntegration,
  Fields: IntegrationFields,
  Actions: RotateToken,
  Created: IntegrationCreated,
};
