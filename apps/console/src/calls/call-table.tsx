import type { Call } from '@ringdown/contracts';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatDuration } from '../ui/format-duration.js';
import { Instant } from '../ui/instant.js';
import { CallerCell } from './caller-cell.js';
import { OutcomeBadge } from './outcome-badge.js';

const columns: readonly Column<Call>[] = [
  { title: 'Caller', cell: (call) => <CallerCell call={call} /> },
  { title: 'When', cell: (call) => <Instant at={call.calledAt} /> },
  { title: 'Line', cell: (call) => call.lineName },
  { title: 'Outcome', cell: (call) => <OutcomeBadge call={call} /> },
  { title: 'Answered by', cell: (call) => call.receiver?.name ?? '–' },
  { title: 'Duration', cell: (call) => formatDuration(call.duration) },
];

export function CallTable({ calls }: { readonly calls: readonly Call[] }) {
  return <DataTable label="Calls" items={calls} columns={columns} />;
}
