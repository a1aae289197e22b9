import { Text } from '@mantine/core';
import type { Incident } from '@ringdown/contracts';
import { type Column, DataTable } from '../ui/data-table.js';
import { Instant } from '../ui/instant.js';
import { RowLink } from '../ui/row-link.js';
import { incidentTitle } from './incident-title.js';
import { StatusBadge } from './status-badge.js';
import { Urgency } from './urgency.js';

interface IncidentTableProps {
  readonly incidents: readonly Incident[];
  readonly integrationName: (id: string) => string;
}

export function IncidentTable({ incidents, integrationName }: IncidentTableProps) {
  const columns: readonly Column<Incident>[] = [
    {
      title: 'Incident',
      cell: (incident) => (
        <>
          <RowLink to={`/incidents/${incident.id}`}>{incidentTitle(incident)}</RowLink>
          <Text size="sm" c="dimmed">
            #{incident.number} · {integrationName(incident.integrationId)}
          </Text>
        </>
      ),
    },
    { title: 'Status', cell: (incident) => <StatusBadge status={incident.status} /> },
    { title: 'Urgency', cell: (incident) => <Urgency incident={incident} /> },
    { title: 'Times seen', cell: (incident) => incident.occurrences, wideOnly: true },
    { title: 'Opened', cell: (incident) => <Instant at={incident.openedAt} /> },
    { title: 'Last seen', cell: (incident) => <Instant at={incident.lastSeenAt} />, wideOnly: true },
  ];
  return <DataTable label="Incidents" items={incidents} columns={columns} />;
}
