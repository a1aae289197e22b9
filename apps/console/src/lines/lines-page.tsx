import { Badge, Button, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Line } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { useRights } from '../app/session.js';
import { type Column, DataTable, RowLink } from '../ui/data-table.js';
import { PageHeader } from '../ui/page-layout.js';
import { EmptyList, QueryView } from '../ui/query-view.js';
import { incidentTriggers } from './line-words.js';
import { useTargetName } from './lines.queries.js';

export function LineStateBadge({ line }: { readonly line: Line }) {
  const { enabled, testMode } = line;
  return (
    <Group gap={6} wrap="nowrap" display="inline-flex">
      <Badge variant="light" color={enabled ? 'green' : 'gray'}>
        {enabled ? 'In use' : 'Disabled'}
      </Badge>
      {testMode === null ? null : (
        <Badge variant="filled" color="orange">
          Test mode
        </Badge>
      )}
    </Group>
  );
}

function LineTable({ lines }: { readonly lines: readonly Line[] }) {
  const targetName = useTargetName();
  const columns: readonly Column<Line>[] = [
    {
      title: 'Line',
      cell: (line) => (
        <>
          <RowLink to={`/lines/${line.id}`}>{line.name}</RowLink>
          <Text size="sm" c="dimmed">
            {line.number}
          </Text>
        </>
      ),
    },
    { title: 'State', cell: (line) => <LineStateBadge line={line} /> },
    { title: 'Rings', cell: (line) => [line.primary, ...line.fallbacks].map(targetName).join(' → ') },
    { title: 'Incidents', cell: (line) => incidentTriggers[line.incident.trigger], wideOnly: true },
  ];
  return <DataTable label="Lines" items={lines} columns={columns} />;
}

function NewLineButton() {
  return (
    <Button component={Link} to="/lines/new">
      New line
    </Button>
  );
}

export function LinesPage() {
  const lines = useCollection<Line>('lines');
  const { configure } = useRights();
  return (
    <>
      <PageHeader
        title="Lines"
        about="The numbers people call, and whom each of them rings."
        actions={configure ? <NewLineButton /> : undefined}
      />
      <QueryView query={lines}>
        {(items) =>
          items.length === 0 ? (
            <EmptyList
              title="No lines yet"
              hint="You need a provider account with a phone number, and a schedule or a person to ring. Then make a line of them."
            >
              {configure ? <NewLineButton /> : undefined}
            </EmptyList>
          ) : (
            <LineTable lines={items} />
          )
        }
      </QueryView>
    </>
  );
}
