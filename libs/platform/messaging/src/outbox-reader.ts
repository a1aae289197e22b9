import {
  type OutboxAnswer,
  type OutboxRow,
  outboxReading,
  type OutboxReadRequest,
  type StreamName,
} from '@ringdown/contracts';
import type { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import type { Msg, Subscription } from '@nats-io/transport-node';
import type { Broker } from './broker.js';

const rowsAtOnce = 256;
const mostBytes = 1024 * 1024;

interface Row {
  readonly sequence: string;
  readonly id: string;
  readonly subject: string;
  readonly data: unknown;
  readonly correlation_id: string;
  readonly occurred_at: Date;
}

/**
 * Answers consumers from the outbox of the service that owns a stream: what the stream has lost is still there.
 * Each query walks along the index of (subject, sequence), in its order: for a rare subject Postgres would else rather read it all.
 */
export class OutboxReader {
  private subscription: Promise<Subscription> | null = null;

  constructor(
    private readonly stream: StreamName,
    private readonly database: Database,
    private readonly broker: Broker,
    private readonly logger: Logger,
  ) {}

  /** From now on the outbox exists; it answers as soon as NATS is there. */
  start(): void {
    this.subscription ??= this.broker.connected().then((connection) =>
      connection.subscribe(outboxReading(this.stream).subject, {
        queue: this.database.schema,
        callback: (error, message) => {
          if (error) return void this.logger.error({ err: error }, 'consumers cannot read what their stream has lost');
          void this.answer(message, Math.min(mostBytes, (connection.info?.max_payload ?? mostBytes) / 2));
        },
      }),
    );
  }

  stop(): void {
    void this.subscription?.then((subscription) => subscription.unsubscribe());
  }

  private async answer(message: Msg, bytes: number): Promise<void> {
    const answer = await this.read(message, bytes).catch((error: unknown): OutboxAnswer => {
      this.logger.warn({ err: error, stream: this.stream }, 'the outbox could not be read for a consumer');
      return { what: 'unavailable', reason: String(error) };
    });
    try {
      message.respond(JSON.stringify(answer));
    } catch (error) {
      this.logger.error({ err: error, stream: this.stream }, 'an answer from the outbox could not be sent');
    }
  }

  private async read(message: Msg, bytes: number): Promise<OutboxAnswer> {
    const request = outboxReading(this.stream).request.parse(message.json());
    if (request.what === 'newest') return { what: 'newest', events: await this.newest(request) };
    if (request.what === 'oldest') return { what: 'oldest', event: await this.oldest(request.subjects) };
    return this.range(request, bytes);
  }

  private async newest(request: Extract<OutboxReadRequest, { what: 'newest' }>): Promise<[string, string][]> {
    const rows = await this.database.query<Row>(
      `select o.sequence, o.id from unnest($1::text[]) as asked(subject) cross join lateral (
         select subject, sequence, id from outbox
         where (subject, sequence) < (asked.subject, coalesce($2, 9223372036854775807))
         order by subject desc, sequence desc limit $3
       ) o where o.subject = asked.subject order by o.sequence desc limit $3`,
      [request.subjects, request.before, request.limit],
    );
    return rows.map(({ sequence, id }) => [sequence, id]);
  }

  private async oldest(subjects: readonly string[]) {
    const [row] = await this.database.query<Row>(
      `select o.* from unnest($1::text[]) as asked(subject) cross join lateral (
         select subject, sequence, id, occurred_at from outbox
         where (subject, sequence) > (asked.subject, 0) order by subject, sequence limit 1
       ) o where o.subject = asked.subject order by o.sequence limit 1`,
      [subjects],
    );
    return row ? { sequence: row.sequence, id: row.id, occurredAt: row.occurred_at.toISOString() } : null;
  }

  /** As many as fit into one answer; one at least, which NATS has carried before. */
  private async range(request: Extract<OutboxReadRequest, { what: 'range' }>, bytes: number): Promise<OutboxAnswer> {
    const rows = await this.database.query<Row & { behind: boolean }>(
      `select sequence, id, subject, data, correlation_id, occurred_at, count(*) over () < total or total >= $4 as behind from (
         select o.*, count(*) over () as total, sum(octet_length(o.data::text) + 300) over (order by o.sequence) as bytes,
           row_number() over (order by o.sequence) as position
         from unnest($1::text[]) as asked(subject) cross join lateral (
           select * from outbox where (subject, sequence) >= (asked.subject, $2) order by subject, sequence limit $4
         ) o where o.subject = asked.subject and o.sequence <= $3 order by o.sequence limit $4
       ) page where position = 1 or bytes <= $5 order by sequence`,
      [request.subjects, request.from, request.upTo, rowsAtOnce, Math.floor(bytes)],
    );
    const events = rows.map((row): OutboxRow => [
      row.sequence,
      row.id,
      row.occurred_at.toISOString(),
      row.correlation_id,
      row.subject,
      row.data,
    ]);
    return { what: 'range', events, end: rows[0]?.behind !== true };
  }
}
