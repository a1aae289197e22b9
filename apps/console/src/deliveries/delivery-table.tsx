import { Anchor, Select } from '@mantine/core';
import type { Delivery } from '@ringdown/contracts';
import { Link } from 'react-router';
import { useNames } from '../api/resources.queries.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Instant } from '../ui/instant.js';
import { EmptyList, LoadMore, QueryView } from '../ui/query-view.js';
import { useDeliveries, useResend } from './deliveries.queries.js';
import { DeliveryBadge, DeliveryRemarks, ResendButton } from './delivery-parts.js';
import { aboutWords, type DeliveryFilters, deliveryLooks, placeOf } from './delivery-words.js';

function About({ delivery }: { readonly delivery: Delivery }) {
  const place = placeOf(delivery);
  const words = aboutWords(delivery.about);
  if (place === null) return <>{words}</>;
  return (
    <Anchor component={Link} to={place} size="sm">
      {words}
    </Anchor>
  );
}

/** What came of it, with a button for what failed. */
function Outcome({ delivery, channelName }: { readonly delivery: Delivery; readonly channelName: string }) {
  const resend = useResend();
  return (
    <>
      <DeliveryBadge status={delivery.status} />
      <ResendButton
        delivery={delivery}
        channelName={channelName}
        isPending={resend.isPending}
        onResend={() => resend.mutate(delivery.id)}
      />
      <DeliveryRemarks delivery={delivery} error={resend.error} />
    </>
  );
}

function columnsFor(filters: DeliveryFilters, channelName: (id: string) => string): readonly Column<Delivery>[] {
  const channel: Column<Delivery> = {
    title: 'Channel',
    cell: ({ channelId }) => (
      <Anchor component={Link} to={`/channels/${channelId}`} size="sm" fw={600} c="inherit">
        {channelName(channelId)}
      </Anchor>
    ),
  };
  return [
    ...(filters.channelId === '' ? [channel] : []),
    { title: 'About', cell: (delivery) => <About delivery={delivery} /> },
    {
      title: 'What came of it',
      cell: (delivery) => <Outcome delivery={delivery} channelName={channelName(delivery.channelId)} />,
    },
    { title: 'Attempts', cell: ({ attempts }) => attempts, wideOnly: true },
    { title: 'When', cell: ({ deliveredAt, createdAt }) => <Instant at={deliveredAt ?? createdAt} /> },
  ];
}

const statuses = Object.entries(deliveryLooks).map(([value, { label }]) => ({ value, label }));

interface StatusFilterProps {
  readonly value: string;
  readonly onChange: (status: string) => void;
}

export function StatusFilter({ value, onChange }: StatusFilterProps) {
  return (
    <Select
      aria-label="Status"
      placeholder="All states"
      clearable
      data={statuses}
      value={value === '' ? null : value}
      onChange={(status) => onChange(status ?? '')}
    />
  );
}

interface DeliveryTableProps {
  readonly filters: DeliveryFilters;
  /** What it means that there is none, where no status is asked for. */
  readonly none: string;
}

/** The deliveries that the filters let through, the newest first. */
export function DeliveryTable({ filters, none }: DeliveryTableProps) {
  const deliveries = useDeliveries(filters);
  const channelName = useNames('channels');
  return (
    <>
      <QueryView query={deliveries}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0)
            return <DataTable label="Deliveries" items={items} columns={columnsFor(filters, channelName)} />;
          return filters.status === '' ? (
            <EmptyList title="Nothing was sent yet" hint={none} />
          ) : (
            <EmptyList title="No matching deliveries" hint="Choose another status, or all." />
          );
        }}
      </QueryView>
      <LoadMore of={deliveries} />
    </>
  );
}
