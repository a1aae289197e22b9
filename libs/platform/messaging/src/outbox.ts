import type { EventContract, EventData } from '@ringdown/contracts';
import { newId, type NotifyingSql } from '@ringdown/platform-persistence';
import { correlationId } from '@ringdown/platform-telemetry';

/** A fact that has just become true, ready to be written beside it. */
export interface OutboxFact {
  readonly id: string;
  readonly subject: string;
  readonly data: unknown;
  readonly correlationId: string;
}

export interface FactOptions {
  /** An id derived from the fact itself makes telling it twice telling it once. */
  readonly id?: string;
  readonly correlationId?: string;
}

/** @throws ZodError when the data is not what the contract says: a bug of ours, caught before it is written. */
export const fact = <E extends EventContract>(event: E, data: EventData<E>, options: FactOptions = {}): OutboxFact => ({
  id: options.id ?? newId('event'),
  subject: event.subject,
  data: event.schema.parse(data),
  correlationId: options.correlationId ?? correlationId(),
});

export const outboxChannel = (schema: string): string => `outbox_${schema}`;

/** Writes facts in the transaction that makes them true, and wakes the relay after its commit. */
export async function appendToOutbox(tx: NotifyingSql, schema: string, facts: readonly OutboxFact[]): Promise<void> {
  if (facts.length === 0) return;
  await tx.query(
    `insert into outbox (id, subject, data, correlation_id)
     select * from unnest($1::text[], $2::text[], $3::json[], $4::text[])
     on conflict (id) do nothing`,
    [
      facts.map((f) => f.id),
      facts.map((f) => f.subject),
      facts.map((f) => JSON.stringify(f.data)),
      facts.map((f) => f.correlationId),
    ],
  );
  tx.notify(outboxChannel(schema));
}
