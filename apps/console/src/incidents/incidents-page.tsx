import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useSearchParams } from 'react-router';
import { useNames } from '../api/use-names.js';
import { useRights } from '../app/session.js';
import { EmptyList } from '../ui/empty-list.js';
import { LoadMore } from '../ui/load-more.js';
import { PageHeader } from '../ui/page-header.js';
import { QueryView } from '../ui/query-view.js';
import { IncidentFilterBar } from './incident-filter-bar.js';
import { IncidentTable } from './incident-table.js';
import { NewIncident } from './new-incident.js';
import { statuses } from './status.js';
import { type IncidentFilters, useIncidents } from './use-incidents.js';

function filtersFrom(search: URLSearchParams): IncidentFilters {
  const status = search.get('status') ?? '';
  return { status: status in statuses ? status : '', q: search.get('q') ?? '' };
}

function NoIncidents({ filters }: { readonly filters: IncidentFilters }) {
  if (filters.status !== '' || filters.q !== '') {
    return <EmptyList title="No incident fits" hint="Choose another status or search for something else." />;
  }
  return (
    <EmptyList
      title="No incidents"
      hint="They come from your monitors, through an integration's URL, and from calls on lines that open incidents."
    >
      <Button component={Link} to="/setup/integrations" variant="light">
        To the integrations
      </Button>
    </EmptyList>
  );
}

export function IncidentsPage() {
  const [search, setSearch] = useSearchParams();
  const filters = filtersFrom(search);
  const [opened, { open, close }] = useDisclosure(false);
  const { act } = useRights();
  const incidents = useIncidents(filters);
  const integrationName = useNames('integrations');
  const change = (name: keyof IncidentFilters, value: string): void => {
    const next = Object.entries({ ...filters, [name]: value }).filter(([, one]) => one !== '');
    setSearch(new URLSearchParams(next), { replace: true });
  };
  return (
    <>
      <PageHeader
        title="Incidents"
        about="What people and monitors reported, in one list."
        actions={act ? <Button onClick={open}>Open an incident</Button> : undefined}
      />
      <NewIncident opened={opened} onClose={close} />
      <IncidentFilterBar filters={filters} onChange={change} />
      <QueryView query={incidents} rows={6}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <NoIncidents filters={filters} />;
          return <IncidentTable incidents={items} integrationName={integrationName} />;
        }}
      </QueryView>
      <LoadMore of={incidents} />
    </>
  );
}
