import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import type { Incident } from '@ringdown/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { request } from '../api/request.js';
import { useNames } from '../api/resources.queries.js';
import { useRights } from '../app/session.js';
import { ReferenceField, SelectField } from '../form/choice-fields.js';
import { TextAreaField, TextField } from '../form/fields.js';
import { Form } from '../form/form.js';
import { type Column, DataTable, RowLink } from '../ui/data-table.js';
import { Instant } from '../ui/instant.js';
import { PageHeader } from '../ui/page-layout.js';
import { EmptyList, LoadMore, QueryView } from '../ui/query-view.js';
import { FlappingBadge, QuietBadges, StatusBadge, Urgency } from './incident-badges.js';
import { incidentTitle, priorityChoices, severityChoices, statuses, verbs } from './incident-words.js';
import { type IncidentFilters, useActOnIncident, useIncidents } from './incidents.queries.js';

interface IncidentTableProps {
  readonly incidents: readonly Incident[];
  readonly integrationName: (id: string) => string;
}

/** Takes an incident on without opening it. */
function AcknowledgeRow({ incident }: { readonly incident: Incident }) {
  const action = useActOnIncident(incident.id);
  if (incident.status !== 'triggered') return null;
  return (
    <Stack gap={2} align="flex-end">
      <Button
        size="compact-sm"
        variant="light"
        loading={action.isPending}
        onClick={() => action.mutate({ verb: 'acknowledge' })}
        aria-label={`${verbs.acknowledge} ${incidentTitle(incident)}`}
      >
        {verbs.acknowledge}
      </Button>
      {action.error === null ? null : (
        <Text size="xs" c="red" role="alert" maw={200} style={{ whiteSpace: 'normal' }}>
          {action.error.message}
        </Text>
      )}
    </Stack>
  );
}

function IncidentTable({ incidents, integrationName }: IncidentTableProps) {
  const { act } = useRights();
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
    {
      title: 'Status',
      cell: (incident) => (
        <Group gap={4}>
          <StatusBadge status={incident.status} />
          <FlappingBadge incident={incident} />
          <QuietBadges incident={incident} />
        </Group>
      ),
    },
    { title: 'Urgency', cell: (incident) => <Urgency incident={incident} /> },
    { title: 'Times seen', cell: (incident) => incident.occurrences, wideOnly: true },
    { title: 'Opened', cell: (incident) => <Instant at={incident.openedAt} /> },
    { title: 'Last seen', cell: (incident) => <Instant at={incident.lastSeenAt} />, wideOnly: true },
  ];
  const actions = (incident: Incident) => <AcknowledgeRow incident={incident} />;
  return <DataTable label="Incidents" items={incidents} columns={columns} {...(act ? { actions } : {})} />;
}

interface IncidentFilterBarProps {
  readonly filters: IncidentFilters;
  readonly onChange: (name: keyof IncidentFilters, value: string) => void;
}

const statusChoices = [
  { value: '', label: 'All' },
  ...Object.entries(statuses).map(([value, { label }]) => ({ value, label })),
];

function IncidentFilterBar({ filters, onChange }: IncidentFilterBarProps) {
  const [text, setText] = useState(filters.q);
  const find = useDebouncedCallback((next: string) => onChange('q', next.trim()), 300);
  return (
    <Group mb="md" gap="sm" role="search" aria-label="Filter incidents">
      <SegmentedControl
        aria-label="Status"
        data={statusChoices}
        value={filters.status}
        onChange={(value) => onChange('status', value)}
        style={{ maxWidth: '100%', overflowX: 'auto' }}
      />
      <TextInput
        aria-label="Search"
        placeholder="Search in titles"
        style={{ flex: '1 1 12rem' }}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          find(event.currentTarget.value);
        }}
      />
    </Group>
  );
}

const blank = {
  title: '',
  integrationId: null as string | null,
  priority: null as string | null,
  severity: null as string | null,
  body: '',
};

function bodyOf({ title, integrationId, priority, severity, body }: typeof blank) {
  return {
    title,
    integrationId: integrationId ?? '',
    ...(priority === null ? {} : { priority }),
    ...(severity === null ? {} : { severity }),
    ...(body === '' ? {} : { body }),
  };
}

/** An incident by hand. */
function NewIncident({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const submit = async (body: unknown): Promise<void> => {
    const incident = await request<Incident>('POST', '/incidents', body);
    await client.invalidateQueries({ queryKey: ['incidents'] });
    await navigate(`/incidents/${incident.id}`);
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Open an incident" size="lg">
      <Form
        initial={blank}
        bodyOf={bodyOf}
        contract={({ newIncident }) => newIncident}
        submitLabel="Open"
        onSubmit={submit}
        onCancel={onClose}
      >
        <TextField path="title" label="Title" required />
        <ReferenceField path="integrationId" label="Integration" of="integrations" required />
        <SelectField path="priority" label="Priority" choices={priorityChoices} clearable placeholder="None" />
        <SelectField path="severity" label="Severity" choices={severityChoices} clearable placeholder="None" />
        <TextAreaField path="body" label="What is known" />
      </Form>
    </Modal>
  );
}

function filtersFrom(search: URLSearchParams): IncidentFilters {
  const status = search.get('status') ?? '';
  return { status: status in statuses ? status : '', q: search.get('q') ?? '' };
}

function NoIncidents({ filters }: { readonly filters: IncidentFilters }) {
  if (filters.status !== '' || filters.q !== '') {
    return <EmptyList title="No matching incidents" hint="Choose another status or search for something else." />;
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
        about="Incidents from calls, from monitors, and opened by hand."
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
