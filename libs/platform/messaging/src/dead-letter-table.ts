import { newId, type Sql } from '@ringdown/platform-persistence';
import type { ArrivedEvent } from './arrived-event.js';

export interface DeadLetterRow {
  readonly id: string;
  readonly consumer: string;
  readonly event_id: string;
  readonly subject: string;
  readonly data: string;
  readonly correlation_id: string;
  readonly reason: string;
  readonly attempts: number;
  readonly occurred_at: Date;
  readonly sequence: string;
  readonly failed_at: Date;
}

export interface NewDeadLetter {
  readonly consumer: string;
  readonly event: ArrivedEvent;
  readonly reason: string;
  readonly attempts: number;
}

/** Keeps what a consumer can never take, whatever is in it. */
export async function addDeadLetter(sql: Sql, { consumer, event, reason, attempts }: NewDeadLetter): Promise<void> {
  const { subject, envelope, text } = event;
  const occurredAt = Date.parse(envelope.occurredAt);
  await sql.query(
    `insert into dead_letter (id, consumer, event_id, subject, data, correlation_id, reason, attempts, occurred_at, sequence)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (consumer, event_id) do update set reason = excluded.reason, failed_at = now()`,
    [
      newId('deadLetter'),
      consumer,
      storable(envelope.id),
      storable(subject),
      storable(text),
      storable(envelope.correlationId),
      storable(reason),
      attempts,
      Number.isNaN(occurredAt) ? new Date() : new Date(occurredAt),
      envelope.sequence,
    ],
  );
}

/** Postgres keeps no NUL in a text; as JSON writes it, it may stay. */
const storable = (text: string): string => text.replaceAll('\0', '\\u0000');

export const eventOf = (row: DeadLetterRow): ArrivedEvent => ({
  subject: row.subject,
  envelope: {
    id: row.event_id,
    occurredAt: row.occurred_at.toISOString(),
    sequence: Number(row.sequence),
    correlationId: row.correlation_id,
  },
  text: row.data,
});
