import { useInfiniteQuery } from '@tanstack/react-query';
import { queryString, request } from '../api/request.js';
import type { AuditEntry, Page } from '../api/resources.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Instant } from '../ui/instant.js';
import { PageHeader } from '../ui/page-layout.js';
import { EmptyList, LoadMore, QueryView } from '../ui/query-view.js';
import { actionWords, resourceWords } from './audit-words.js';

const useAuditLog = () =>
  useInfiniteQuery({
    queryKey: ['audit-log'],
    queryFn: ({ pageParam }) =>
      request<Page<AuditEntry>>('GET', `/audit-log${queryString({ limit: 50, cursor: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });

const columns: readonly Column<AuditEntry>[] = [
  { title: 'When', cell: ({ at }) => <Instant at={at} /> },
  { title: 'Who', cell: ({ actor }) => actor.name },
  { title: 'From', cell: ({ ip }) => ip ?? '–' },
  { title: 'Action', cell: actionWords },
  { title: 'Resource', cell: ({ what }) => resourceWords(what) },
];

/** Who changed what, who signed in, and who failed to. For admins. */
export function AuditPage() {
  const log = useAuditLog();
  return (
    <>
      <PageHeader title="Audit log" about="Who changed what, who signed in or failed to, when and from where." />
      <QueryView query={log}>
        {({ pages }) => {
          const entries = pages.flatMap(({ items }) => items);
          if (entries.length === 0) return <EmptyList title="No entries yet" hint="Every change is recorded here." />;
          return <DataTable label="Audit log" items={entries} columns={columns} />;
        }}
      </QueryView>
      <LoadMore of={log} />
    </>
  );
}
