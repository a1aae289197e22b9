import type { EventContract, EventData } from '@ringdown/contracts';
import { newId, type NotifyingSql } from '@ringdown/platform-persistence';
import { correlationId } from '@ringdown/platform-telemetry';

/** An event ready to be written in the transaction that makes it true. */
export interface OutboxEvent {
  readonly id: string;
  readonly subject: string;
  readonly data: unknown;
  readonly correlationId: string;
}

export interface OutboxEventOptions {
  /** An id derived from what happened lets the same event be appended twice and published once. */
  readonly id?: string;
  readonly correlationId?: string;
}

/** @throws ZodError when the data is not what the contract says: a bug of ours, caught before it is written. */
export const outboxEvent = <E extends EventContract>(
  event: E,
  data: EventData<E>,
  options: OutboxEventOptions = {},
): OutboxEvent => ({
  id: options.id ?? newId('event'),
  subject: event.subject,
  data: event.schema.parse(data),
  correlationId: options.correlationId ?? correlationId(),
});

export const outboxChannel = (schema: string): string => `outbox_${schema}`;

/** As a statement of its own, or at the end of one that writes something else as well: its parameters are the first four. */
export const outboxInsert = `insert into outbox (id, subject, data, correlation_id)
  select * from unnest($1::text[], $2::text[], $3::json[], $4::text[])
  on conflict (id) do nothing`;

export const outboxInsertValues = (events: readonly OutboxEvent[]): unknown[] => [
  events.map(({ id }) => id),
  events.map(({ subject }) => subject),
  events.map(({ data }) => JSON.stringify(data)),
  events.map((event) => event.correlationId),
];

/** Writes events in the transaction that makes them true, and wakes the relay after its commit. */
export async function appendToOutbox(tx: NotifyingSql, schema: string, events: readonly OutboxEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query(outboxInsert, outboxInsertValues(events));
  tx.notify(outboxChannel(schema));
}
