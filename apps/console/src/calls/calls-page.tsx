import { Button } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { EmptyList } from '../ui/empty-list.js';
import { LoadMore } from '../ui/load-more.js';
import { PageHeader } from '../ui/page-header.js';
import { QueryView } from '../ui/query-view.js';
import { type CallFilters, filtersFrom, isFiltered } from './call-filters.js';
import { CallFilterBar } from './call-filter-bar.js';
import { CallTable } from './call-table.js';
import { ExportCalls } from './export-calls.js';
import { LiveCalls } from './live-calls.js';
import { useCalls } from './use-calls.js';

function NoCalls({ filters }: { readonly filters: CallFilters }) {
  if (isFiltered(filters)) return <EmptyList title="No call fits" hint="Loosen a filter to see more of the log." />;
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
