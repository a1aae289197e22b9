import { Button, Stack } from '@mantine/core';
import { Link, useNavigate, useParams } from 'react-router';
import type { Integration } from '../api/resources.js';
import { useRights } from '../app/session.js';
import { NamesOf } from '../setup/resource-page.js';
import { ConfirmButton } from '../ui/confirm-button.js';
import { DescriptionList } from '../ui/description-list.js';
import { BackLink, DetailColumns, PageHeader, Section } from '../ui/page-layout.js';
import { QueryView } from '../ui/query-view.js';
import { Connect, MonitorGuide } from './connect.js';
import { Heartbeat } from './heartbeat.js';
import { typeName } from './integration-types.js';
import { useDeleteIntegration, useIntegration } from './integrations.queries.js';
import { ReceivedEvents } from './received-events.js';
import { SendTest } from './send-test.js';

function IntegrationActions({ integration: { id, name } }: { readonly integration: Integration }) {
  const remove = useDeleteIntegration(id);
  const navigate = useNavigate();
  return (
    <>
      <Button component={Link} to={`/integrations/${id}/edit`}>
        Edit
      </Button>
      <ConfirmButton
        label="Delete"
        ariaLabel={`Delete ${name}`}
        button={{ variant: 'subtle', size: 'sm' }}
        question={`Delete ${name}?`}
        consequence="What its monitor sends is no longer accepted, at once. Its incidents stay."
        onConfirm={async () => {
          await remove.mutateAsync();
          await navigate('/setup/integrations');
        }}
      />
    </>
  );
}

const minutes = (count: number | null): string => (count === null ? 'Never' : `${count} min`);

function Settings({ integration }: { readonly integration: Integration }) {
  const { escalationPolicyId: policyId, teamIds, channelIds, flapping } = integration;
  return (
    <Section title="Settings">
      <DescriptionList
        items={[
          [
            'Escalation policy',
            <NamesOf key="policy" of="escalation-policies" ids={policyId === null ? [] : [policyId]} />,
          ],
          ['Channels', <NamesOf key="channels" of="channels" ids={channelIds} />],
          ['Teams', <NamesOf key="teams" of="teams" ids={teamIds} />],
          ['An acknowledgement expires after', minutes(integration.ackTimeoutMinutes)],
          ['Resolve by itself after', minutes(integration.resolveAfterMinutes)],
          ['Flapping', flapping === null ? 'Off' : `${flapping.opens} times within ${flapping.withinMinutes} min`],
        ]}
      />
    </Section>
  );
}

function IntegrationDetail({ integration }: { readonly integration: Integration }) {
  const { act, configure } = useRights();
  return (
    <>
      <PageHeader
        title={integration.name}
        before={<BackLink to="/setup/integrations">Integrations</BackLink>}
        about={typeName(integration.type)}
        actions={configure ? <IntegrationActions integration={integration} /> : undefined}
      />
      <Stack>
        <DetailColumns
          main={<Connect integration={integration} />}
          side={
            <>
              {integration.type === 'heartbeat' ? <Heartbeat integration={integration} /> : null}
              {configure ? <SendTest integration={integration} /> : null}
              {act ? null : <Settings integration={integration} />}
            </>
          }
        />
        {act ? (
          <>
            <ReceivedEvents integration={integration} />
            <DetailColumns
              main={<MonitorGuide integration={integration} />}
              side={<Settings integration={integration} />}
            />
          </>
        ) : null}
      </Stack>
    </>
  );
}

export function IntegrationPage() {
  const { id = '' } = useParams();
  return (
    <QueryView query={useIntegration(id)}>
      {(integration) => <IntegrationDetail key={id} integration={integration} />}
    </QueryView>
  );
}
