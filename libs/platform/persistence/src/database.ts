import type { Logger } from '@ringdown/platform-telemetry';
import pg from 'pg';
import { DataSource, type MixedList } from 'typeorm';
import { Notices } from './notices.js';
import { isPostgresUnavailable } from './postgres-failure.js';

export type Migration = new () => {
  name?: string;
  up: (...args: never[]) => Promise<unknown>;
  down: (...args: never[]) => Promise<unknown>;
};

/** What SQL runs on: the pool, or one transaction. Rows come back as plain objects. */
export interface Sql {
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
}

/** SQL that also wakes those who LISTEN on a channel: after the commit of what was written, never where it is rolled back. */
export interface NotifyingSql extends Sql {
  notify(channel: string): void;
}

export interface DatabaseOptions {
  readonly url: string;
  /** The one schema this service owns; `search_path` is set to it. */
  readonly schema: string;
  readonly migrations: readonly Migration[];
  readonly logger: Logger;
  readonly poolSize?: number;
  /** Milliseconds after which Postgres gives a statement up. */
  readonly statementTimeoutMs?: number;
}

const retryMs = 1000;

/** A service's own schema: migrated at start, then asked by SQL. */
export class Database implements NotifyingSql {
  private readonly source: DataSource;
  private readonly notices = new Notices((text, values) => this.query(text, values));

  constructor(readonly options: DatabaseOptions) {
    this.source = new DataSource({
      type: 'postgres',
      url: options.url,
      schema: options.schema,
      applicationName: `ringdown-${options.schema}`,
      migrations: options.migrations as unknown as MixedList<string>,
      migrationsTableName: 'migration',
      poolSize: options.poolSize ?? 10,
      connectTimeoutMS: 3000,
      extra: {
        keepAlive: true,
        options: `-c search_path=${options.schema} -c statement_timeout=${options.statementTimeoutMs ?? 10_000}`,
      },
      poolErrorHandler: (error: Error) => options.logger.warn({ err: error }, 'a Postgres connection was lost'),
    });
  }

  get schema(): string {
    return this.options.schema;
  }

  /** Waits for Postgres as long as it takes, then migrates; two instances that start at once migrate one after the other. */
  async open(): Promise<void> {
    for (;;) {
      try {
        await this.migrate();
        return;
      } catch (error) {
        if (!isPostgresUnavailable(error)) throw error;
        this.options.logger.warn({ reason: String(error) }, 'waiting for Postgres');
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }

  private async migrate(): Promise<void> {
    const client = new pg.Client({ connectionString: this.options.url, connectionTimeoutMillis: 3000 });
    client.on('error', (error) => this.options.logger.warn({ err: error }, 'the migration lock was lost'));
    await client.connect();
    try {
      await client.query('select pg_advisory_lock(hashtext($1))', [`ringdown.migrate.${this.schema}`]);
      await client.query(`create schema if not exists ${this.schema}`);
      if (!this.source.isInitialized) await this.source.initialize();
      await this.source.runMigrations({ transaction: 'each' });
    } finally {
      await client.end();
    }
  }

  query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return rows<Row>(this.source.query(text, values));
  }

  /** One transaction; whatever `work` throws rolls it back. */
  transaction<T>(work: (tx: NotifyingSql) => Promise<T>): Promise<T> {
    return this.notices.after((notify) =>
      this.source.transaction((manager) =>
        work({ query: <Row>(text: string, values: unknown[] = []) => rows<Row>(manager.query(text, values)), notify }),
      ),
    );
  }

  notify(channel: string): void {
    this.notices.tell(channel);
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

/** TypeORM answers `[rows, count]` to UPDATE and DELETE, and rows to everything else. */
async function rows<Row>(answer: Promise<unknown>): Promise<Row[]> {
  const result = (await answer) as Row[] | [Row[], number];
  const isPair = result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number';
  return (isPair ? result[0] : result) as Row[];
}
