import { Group, Select } from '@mantine/core';
import { useSearchParams } from 'react-router';
import type { Channel } from '../api/resources.js';
import { useCollection } from '../api/resources.queries.js';
import { choicesOf } from '../form/choice-fields.js';
import { PageHeader } from '../ui/page-layout.js';
import { DeliveryTable, StatusFilter } from './delivery-table.js';
import { type DeliveryFilters, deliveryFiltersFrom } from './delivery-words.js';

const none =
  'Lines, integrations, schedules and alert rules tell the channels that they name. What is sent appears here.';

/** What was sent to all channels, and whether it arrived. */
export function DeliveriesPage() {
  const [search, setSearch] = useSearchParams();
  const { data: channels = [] } = useCollection<Channel>('channels');
  const filters = deliveryFiltersFrom(search);
  const change = (name: keyof DeliveryFilters, value: string): void =>
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
        title="Deliveries"
        about="Every message to a channel: what it was about, whether it arrived, and what the other side said. What failed can be sent again."
      />
      <Group mb="md" gap="sm" role="search" aria-label="Filter deliveries">
        <Select
          aria-label="Channel"
          placeholder="All channels"
          clearable
          searchable
          data={choicesOf(channels)}
          value={filters.channelId === '' ? null : filters.channelId}
          onChange={(value) => change('channelId', value ?? '')}
        />
        <StatusFilter value={filters.status} onChange={(status) => change('status', status)} />
      </Group>
      <DeliveryTable filters={filters} none={none} />
    </>
  );
}
