import { Button, Text } from '@mantine/core';
import type { Call } from '@ringdown/contracts';
import { callerAtStart } from '@ringdown/domain-calls';
import { Link, useSearchParams } from 'react-router';
import { queryString } from '../api/request.js';
import { type Column, DataTable, RowLink } from '../ui/data-table.js';
import { formatDuration } from '../ui/format-time.js';
import { Instant } from '../ui/instant.js';
import { PageHeader } from '../ui/page-layout.js';
import { EmptyList, LoadMore, QueryView } from '../ui/query-view.js';
import { CallFilterBar } from './call-filter-bar.js';
import { type CallFilters, filterQuery, filtersFrom, isFiltered } from './call-filters.js';
import { useCalls } from './calls.queries.js';
import { LiveCalls } from './live-calls.js';
import { OutcomeBadge } from './outcome-badge.js';

function CallerCell({ call }: { readonly call: Call }) {
  const { name, number } = call.caller;
  return (
    <>
      <RowLink to={`/calls/${call.id}`}>{name ?? callerAtStart(call.caller)}</RowLink>
      {name === null || number === null ? null : (
        <Text size="sm" c="dimmed">
          {number}
        </Text>
      )}
    </>
  );
}

const columns: readonly Column<Call>[] = [
  { title: 'Caller', cell: (call) => <CallerCell call={call} /> },
  { title: 'When', cell: (call) => <Instant at={call.calledAt} /> },
  { title: 'Line', cell: (call) => call.lineName },
  { title: 'Outcome', cell: (call) => <OutcomeBadge call={call} /> },
  { title: 'Answered by', cell: (call) => call.receiver?.name ?? '–' },
  { title: 'Duration', cell: (call) => formatDuration(call.duration) },
];

function CallTable({ calls }: { readonly calls: readonly Call[] }) {
  return <DataTable label="Calls" items={calls} columns={columns} />;
}

/** The calls that the filters let through, as a file for a spreadsheet. */
function ExportCalls({ filters }: { readonly filters: CallFilters }) {
  return (
    <Button
      component="a"
      variant="default"
      href={`/api/v1/calls/export.csv${queryString(filterQuery(filters))}`}
      download
    >
      Export CSV
    </Button>
  );
}

function NoCalls({ filters }: { readonly filters: CallFilters }) {
  if (isFiltered(filters))
    return <EmptyList title="No matching calls" hint="Remove a filter to see more of the log." />;
  if (filters.archived)
    return <EmptyList title="The archive is empty" hint="Archive a call on its page to keep the log short." />;
  return (
    <EmptyList title="No calls yet" hint="Call one of your lines, and the call appears here while it still rings.">
      <Button component={Link} to="/lines" variant="light">
        To the lines
      </Button>
    </EmptyList>
  );
}

export function CallsPage() {
  const [search, setSearch] = useSearchParams();
  const filters = filtersFrom(search);
  const calls = useCalls(filters);
  const change = (name: keyof CallFilters, value: string): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <PageHeader
        title="Calls"
        about="Every call to your lines: who called, who answered, and what happened on the way."
        actions={<ExportCalls filters={filters} />}
      />
      <LiveCalls />
      <CallFilterBar filters={filters} onChange={change} />
      <QueryView query={calls} rows={6}>
        {({ pages }) => {
          const ended = pages.flatMap((page) => page.items).filter((call) => call.status === 'ended');
          return ended.length === 0 ? <NoCalls filters={filters} /> : <CallTable calls={ended} />;
        }}
      </QueryView>
      <LoadMore of={calls} />
    </>
  );
}
