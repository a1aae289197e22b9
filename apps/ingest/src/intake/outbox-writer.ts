import { addDeadLetter, appendToOutbox, type OutboxEvent, type Replay } from '@ringdown/platform-messaging';
import type { NotifyingSql } from '@ringdown/platform-persistence';
import pg from 'pg';

/** Under which name the dead letters of the journal are listed. */
export const journalConsumer = 'ingest-journal';

/** A dead letter of the journal goes into the outbox as it should have gone. */
export const replayJournal =
  (schema: string): Replay =>
  (tx, { subject, envelope: { id, correlationId }, text }) =>
    appendToOutbox(tx, schema, [{ id, subject, data: JSON.parse(text), correlationId }]);

export interface OutboxWriterOptions {
  readonly url: string;
  readonly schema: string;
}

/**
 * Writes outbox rows over one connection of its own, which it closes when Postgres does not answer in time: a pooled one
 * would stay with a dead peer for as long as TCP hopes. What was given up may still be committed; ids make that harmless.
 */
export class OutboxWriter {
  private connection: Connection | null = null;

  constructor(private readonly options: OutboxWriterOptions) {}

  /** One statement, one commit. Rejects when it is not known to be committed after `timeoutMs`. */
  append(events: readonly OutboxEvent[], timeoutMs: number): Promise<void> {
    return this.inTime(timeoutMs, (sql) => appendToOutbox(sql, this.options.schema, events));
  }

  /** Keeps what the outbox can never take, with the reason, for people to look at. */
  async keep({ id, subject, data, correlationId }: OutboxEvent, reason: string, timeoutMs: number): Promise<void> {
    const envelope = { id, occurredAt: '', sequence: 0, correlationId };
    const event = { subject, envelope, text: JSON.stringify(data) };
    await this.inTime(timeoutMs, (sql) =>
      addDeadLetter(sql, { consumer: journalConsumer, event, reason, attempts: 1 }),
    );
  }

  /** Rejects when Postgres does not answer within `timeoutMs`. */
  async reach(timeoutMs: number): Promise<void> {
    await this.inTime(timeoutMs, (sql) => sql.query('select 1'));
  }

  async close(): Promise<void> {
    const { connection } = this;
    this.connection = null;
    await connection?.client.end().catch(() => undefined);
  }

  private async inTime<T>(timeoutMs: number, work: (sql: NotifyingSql) => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`Postgres did not answer within ${timeoutMs} ms`)), timeoutMs);
    });
    const connection = (this.connection ??= this.connect(timeoutMs));
    const working = connection.ready.then(() => work(sqlOf(connection.client)));
    try {
      return await Promise.race([working, tooLate]);
    } catch (error) {
      working.catch(() => undefined);
      this.giveUp(connection);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private connect(timeoutMs: number): Connection {
    const { url, schema } = this.options;
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: timeoutMs,
      keepAlive: true,
      application_name: `ringdown-${schema}-writer`,
      options: `-c search_path=${schema} -c statement_timeout=10000`,
    });
    const connection = { client, ready: client.connect() };
    client.on('error', () => this.giveUp(connection));
    return connection;
  }

  private giveUp(connection: Connection): void {
    if (this.connection === connection) this.connection = null;
    void connection.client.end().catch(() => undefined);
  }
}

interface Connection {
  readonly client: pg.Client;
  readonly ready: Promise<unknown>;
}

/** The notice is queued behind the statement, whose commit is its own. */
const sqlOf = (client: pg.Client): NotifyingSql => ({
  query: async <Row>(text: string, values: unknown[] = []) => (await client.query(text, values)).rows as Row[],
  notify: (channel) => void client.query(`select pg_notify($1, '')`, [channel]).catch(() => undefined),
});
