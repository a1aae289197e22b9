import { addDeadLetter, appendToOutbox, type OutboxEvent, type Replay } from '@ringdown/platform-messaging';
import {
  BoundedPool,
  type BoundedPoolOptions,
  JournalDrain,
  type JournalDrainParts,
} from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';

/** An event waits so long for Postgres; after that the journal has it, so that its monitor is answered within a second. */
export const postgresTimeoutMs = 700;
const drainTimeoutMs = 5000;

/** Under which name the dead letters of the journal are listed. */
export const journalConsumer = 'ingest-journal';

/** A dead letter of the journal goes into the outbox as it should have gone. */
export const replayJournal =
  (schema: string): Replay =>
  (tx, { subject, envelope: { id, correlationId }, text }) =>
    appendToOutbox(tx, schema, [{ id, subject, data: JSON.parse(text), correlationId }]);

/** Writes outbox rows, one statement and one commit each. What was given up may still be committed; ids make that harmless. */
export class OutboxWriter {
  private readonly pool: BoundedPool;

  /** On connections of its own: events do not wait for whatever else is asked of Postgres. */
  constructor(options: Pick<BoundedPoolOptions, 'url' | 'schema' | 'logger'>) {
    const timeoutMs = (): number => postgresTimeoutMs;
    this.pool = new BoundedPool({ ...options, timeoutMs, unavailableMs: postgresTimeoutMs, poolSize: 2 });
  }

  /** @throws PostgresUnavailable when it is not known to be committed after `timeoutMs`. */
  append(events: readonly OutboxEvent[], timeoutMs: number): Promise<void> {
    return this.pool.withConnection(timeoutMs, (sql) => appendToOutbox(sql, this.pool.schema, events));
  }

  /** Keeps what the outbox can never take, with the reason, for people to look at. */
  async keep({ id, subject, data, correlationId }: OutboxEvent, reason: string, timeoutMs: number): Promise<void> {
    const envelope = { id, occurredAt: '', sequence: 0, correlationId };
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
  journal: JournalDrainParts<OutboxEvent>['journal'],
  writer: Pick<OutboxWriter, 'append' | 'keep' | 'reach'>,
  logger: Logger,
): JournalDrain<OutboxEvent> =>
  new JournalDrain({
    name: 'journal',
    logger,
    journal,
    prepare: () => writer.reach(drainTimeoutMs),
    write: (events) => writer.append(events, drainTimeoutMs),
    keep: (event, reason) => writer.keep(event, reason, drainTimeoutMs),
    idOf: ({ id }) => id,
  });
