import { Button, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Integration } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { useRights } from '../app/session.js';
import { NamesOf } from '../setup/resource-page.js';
import { type Column, DataTable, RowLink } from '../ui/data-table.js';
import { PageHeader } from '../ui/page-layout.js';
import { EmptyList, QueryView } from '../ui/query-view.js';
import { typeName } from './integration-types.js';

const columns: readonly Column<Integration>[] = [
  {
    title: 'Integration',
    cell: ({ id, name, type }) => (
      <>
        <RowLink to={`/integrations/${id}`}>{name}</RowLink>
        <Text size="sm" c="dimmed">
          {typeName(type)}
        </Text>
      </>
    ),
  },
  {
    title: 'Escalation',
    cell: ({ escalationPolicyId: id }) => <NamesOf of="escalation-policies" ids={id === null ? [] : [id]} />,
  },
  { title: 'Channels', cell: ({ channelIds }) => <NamesOf of="channels" ids={channelIds} /> },
  { title: 'Teams', cell: ({ teamIds }) => <NamesOf of="teams" ids={teamIds} />, wideOnly: true },
];

function NewIntegrationButton() {
  return (
    <Button component={Link} to="/integrations/new">
      New integration
    </Button>
  );
}

export function IntegrationsPage() {
  const integrations = useCollection<Integration>('integrations');
  const { configure } = useRights();
  return (
    <>
      <PageHeader
        title="Integrations"
        about="What reports here: monitors, mail, jobs that have to run. Each has an address of its own; whoever knows it can open incidents."
        actions={configure ? <NewIntegrationButton /> : undefined}
      />
      <QueryView query={integrations}>
        {(items) =>
          items.length === 0 ? (
            <EmptyList title="No integrations yet" hint="Make one per monitor. Its page says what to enter there.">
              {configure ? <NewIntegrationButton /> : undefined}
            </EmptyList>
          ) : (
            <DataTable label="Integrations" items={items} columns={columns} />
          )
        }
      </QueryView>
    </>
  );
}
