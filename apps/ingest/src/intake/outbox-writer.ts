import {
  addDeadLetter,
  type OutboxEvent,
  outboxChannel,
  outboxInsert,
  outboxInsertValues,
  type Replay,
} from '@ringdown/platform-messaging';
import {
  BoundedPool,
  type BoundedPoolOptions,
  JournalDrain,
  type JournalDrainParts,
  type NotifyingSql,
} from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { type IntakeEntry, isReceived, receivedInsert, receivedInsertValues } from './received-event.js';

/** An event waits so long for Postgres; after that the journal has it, so that its monitor is answered within a second. */
export const postgresTimeoutMs = 700;
const drainTimeoutMs = 5000;

/** Under which name the dead letters of the journal are listed. */
export const journalConsumer = 'ingest-journal';

/** As what a request that was received is listed among the dead letters. */
const receivedSubject = 'ingest.received-event';

/** A dead letter of the journal goes where it should have gone. */
export const replayJournal =
  (schema: string): Replay =>
  (tx, { subject, envelope: { id, correlationId }, text }) => {
    const data = JSON.parse(text) as unknown;
    return write(tx, schema, [
      subject === receivedSubject ? (data as IntakeEntry) : { id, subject, data, correlationId },
    ]);
  };

/** All by one statement: what takes effect, and what it came from. */
async function write(sql: NotifyingSql, schema: string, entries: readonly IntakeEntry[]): Promise<void> {
  const received = entries.filter(isReceived);
  const events = entries.filter((entry): entry is OutboxEvent => !isReceived(entry));
  if (received.length === 0) await sql.query(outboxInsert, outboxInsertValues(events));
  else {
    await sql.query(`with received as (${receivedInsert}) ${outboxInsert}`, [
      ...outboxInsertValues(events),
      ...receivedInsertValues(received),
    ]);
  }
  if (events.length > 0) sql.notify(outboxChannel(schema));
}

/** Writes entries, one statement and one commit each. What was given up may still be committed; ids make that harmless. */
export class OutboxWriter {
  private readonly pool: BoundedPool;

  /** On connections of its own: events do not wait for whatever else is asked of Postgres. */
  constructor(options: Pick<BoundedPoolOptions, 'url' | 'schema' | 'logger'>) {
    const timeoutMs = (): number => postgresTimeoutMs;
    this.pool = new BoundedPool({ ...options, timeoutMs, unavailableMs: postgresTimeoutMs, poolSize: 2 });
  }

  /** @throws PostgresUnavailable when it is not known to be committed after `timeoutMs`. */
  append(entries: readonly IntakeEntry[], timeoutMs: number): Promise<void> {
    return this.pool.withConnection(timeoutMs, (sql) => write(sql, this.pool.schema, entries));
  }

  /** Keeps what the outbox can never take, with the reason, for people to look at. */
  async keep(entry: IntakeEntry, reason: string, timeoutMs: number): Promise<void> {
    const { subject, data, correlationId } = isReceived(entry)
      ? { subject: receivedSubject, data: entry, correlationId: entry.id }
      : entry;
    const envelope = { id: entry.id, occurredAt: '', sequence: 0, correlationId };
    const event = { subject, envelope, text: JSON.stringify(data) };
    await this.pool.withConnection(timeoutMs, (sql) =>
      addDeadLetter(sql, { consumer: journalConsumer, event, reason, attempts: 1 }),
    );
  }

  /** @throws PostgresUnavailable when Postgres does not answer within `timeoutMs`. */
  async reach(timeoutMs: number): Promise<void> {
    await this.pool.withConnection(timeoutMs, (sql) => sql.query('select 1'));
  }

  /** Null while events go straight into the outbox. */
  get problem(): string | null {
    return this.pool.isUnavailable ? 'Postgres does not take events yet; they wait in the journal' : null;
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

/** Brings the journal into the outbox. Its senders were answered that their events are accepted: none of them gets lost. */
export const drainIntoOutbox = (
  journal: JournalDrainParts<IntakeEntry>['journal'],
  writer: Pick<OutboxWriter, 'append' | 'keep' | 'reach'>,
  logger: Logger,
): JournalDrain<IntakeEntry> =>
  new JournalDrain({
    name: 'journal',
    logger,
    journal,
    prepare: () => writer.reach(drainTimeoutMs),
    write: (events) => writer.append(events, drainTimeoutMs),
    keep: (event, reason) => writer.keep(event, reason, drainTimeoutMs),
    idOf: ({ id }) => id,
  });
