import { Text } from '@mantine/core';
import type { Line } from '../api/things.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { RowLink } from '../ui/row-link.js';
import { LineStateBadge } from './line-state-badge.js';
import { incidentTriggers } from './line-words.js';
import { useTargetName } from './use-target-name.js';

export function LineTable({ lines }: { readonly lines: readonly Line[] }) {
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
