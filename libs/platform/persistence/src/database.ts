import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { queryOnNewConnection } from './bounded-client.js';
import { Circuit } from './circuit.js';
import { guardConnections, newDataSource, type OwnSchema, rowsOf } from './data-source.js';
import { LockSession } from './leader-lock.js';
import {
  isFaultOfCredentials,
  isPostgresSilent,
  isTransient,
  PostgresUnavailable,
  takesNoWrites,
} from './postgres-failure.js';
import { type NotifyingSql, NotifyQueue, type Transaction } from './sql.js';

export interface DatabaseOptions extends OwnSchema {
  readonly poolSize?: number;
  /** Milliseconds after which Postgres gives a statement up. */
  readonly statementTimeoutMs?: number;
  /** Called when Postgres refuses our role, password or database; the service goes on and tries again. */
  readonly onRefused?: (reason: string, wasLetIn: boolean) => void;
  /** Called with what work of `whenOpen` failed with where waiting does not help. */
  readonly onFailed?: (error: unknown) => void;
}

const retryMs = 1000;
const probeMs = 5000;
/** How long a write that Postgres had no room for counts as its state. */
const refusedWriteMs = 30_000;

/**
 * A service's own schema: migrated at start, then used by SQL or by the entities of its data source. Where Postgres keeps silent,
 * nobody waits for it any more until it has answered again; whatever else is wrong with it, the failure says so
 * (`isPostgresUnavailable`).
 */
export class Database implements NotifyingSql {
  /** Resolves once Postgres is there and migrated. */
  readonly opened: Promise<void>;
  private readonly source: DataSource;
  private readonly circuit: Circuit;
  private readonly notifications = new NotifyQueue((text, values) => this.query(text, values));
  private readonly underWay = new Set<Promise<void>>();
  private isClosed = false;
  private mayConnect = false;
  private waitingFor: string | null = 'Postgres was not reached yet';
  private refusal: string | null = null;
  private refusedWrite: { readonly reason: string; readonly until: number } | null = null;
  private resolveOpened: () => void = () => undefined;

  constructor(readonly options: DatabaseOptions) {
    this.opened = new Promise((resolve) => (this.resolveOpened = resolve));
    const statementTimeout = `-c statement_timeout=${options.statementTimeoutMs ?? 10_000}`;
    this.source = this.newDataSource(statementTimeout, options.poolSize ?? 10);
    guardConnections(this.source, (connect) => this.connectIfAvailable(connect));
    this.circuit = new Circuit(
      'Postgres',
      () => queryOnNewConnection(options.url, 'select 1', probeMs),
      options.logger,
    );
  }

  get schema(): string {
    return this.options.schema;
  }

  /** Waits for Postgres as long as it takes, then migrates; two instances that start at once migrate one after the other. */
  async open(): Promise<void> {
    while (!this.isClosed) {
      try {
        if (await this.migrate()) return this.beOpen();
        this.waitFor('another instance migrates the schema');
      } catch (error) {
        if (isFaultOfCredentials(error)) this.refuse(error);
        else if (!isTransient(error)) throw error;
        this.waitFor(String(error));
      }
      await wait(retryMs);
    }
  }

  /**
   * Does `work` once Postgres is there and migrated, and again where Postgres went away in the meantime or takes no writes yet.
   * `close` waits for work that has begun. Any other failure goes to `onFailed` of the options.
   */
  whenOpen(work: () => unknown): void {
    const { onFailed = rethrow } = this.options;
    void this.opened.then(() => {
      const working = this.untilDone(work)
        .catch(onFailed)
        .finally(() => this.underWay.delete(working));
      this.underWay.add(working);
      return working;
    });
  }

  /** For entities and repositories: it knows them at once, also while Postgres is unavailable. */
  async dataSource(): Promise<DataSource> {
    if (!this.source.isInitialized)
      await (this.source as unknown as { buildMetadatas(): Promise<void> }).buildMetadatas();
    return this.source;
  }

  /** Why this service cannot use its data now, as a phrase for /readyz; null when all is well. */
  async problem(): Promise<string | null> {
    if (this.waitingFor !== null) return this.waitingFor;
    const [row] = await this.query<{ readonly: string }>(`select current_setting('transaction_read_only') as readonly`);
    if (row?.readonly === 'on') return 'Postgres only reads';
    return this.refusedWrite !== null && this.refusedWrite.until > performance.now() ? this.refusedWrite.reason : null;
  }

  query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return rowsOf<Row>(this.source.query(text, values));
  }

  /** One transaction; whatever `work` throws rolls it back. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.notifications.after((notify) =>
      this.source.transaction((manager) =>
        work({
          query: <Row>(text: string, values: unknown[] = []) => rowsOf<Row>(manager.query(text, values)),
          notify,
          manager,
        }),
      ),
    );
  }

  notify(channel: string): void {
    this.notifications.notify(channel);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.underWay);
    this.circuit.stop();
    this.mayConnect = false;
    this.waitingFor = 'this process has closed its connections';
    if (this.source.isInitialized) await this.source.destroy();
  }

  private beOpen(): void {
    if (this.isClosed) return;
    this.waitingFor = null;
    this.resolveOpened();
  }

  private async untilDone(work: () => unknown): Promise<void> {
    while (!this.isClosed) {
      try {
        await work();
        return;
      } catch (error) {
        if (!isTransient(error)) throw error;
        this.options.logger.warn({ reason: String(error) }, 'the service cannot begin its work yet');
        await wait(retryMs);
      }
    }
  }

  private async connectIfAvailable<T>(connect: () => Promise<T>): Promise<T> {
    if (!this.mayConnect) throw new PostgresUnavailable(`Postgres is unavailable: ${this.waitingFor}`);
    if (this.circuit.isBroken) throw new PostgresUnavailable('Postgres is unavailable: it does not answer');
    try {
      const connection = await connect();
      this.refusal = null;
      return connection;
    } catch (error) {
      this.note(error);
      // a password that was changed while we run: for the caller that is no worse than a Postgres that is down
      if (isFaultOfCredentials(error)) throw this.refuse(error);
      throw error;
    }
  }

  /** A failure says how Postgres is. */
  private note(error: unknown): void {
    if (isPostgresSilent(error)) this.circuit.break(error);
    if (takesNoWrites(error)) this.refusedWrite = { reason: String(error), until: performance.now() + refusedWriteMs };
  }

  private refuse(error: unknown): PostgresUnavailable {
    const reason = error instanceof Error ? error.message : String(error);
    if (this.refusal !== reason) this.options.onRefused?.(reason, this.waitingFor === null);
    this.refusal = reason;
    return new PostgresUnavailable(`Postgres refuses the connection: ${reason}`, { cause: error });
  }

  private waitFor(reason: string): void {
    if (this.waitingFor !== reason) this.options.logger.warn({ reason }, 'waiting for Postgres');
    this.waitingFor = reason;
  }

  private newDataSource(settings: string, poolSize: number): DataSource {
    return newDataSource(this.options, { settings, poolSize, onFailure: (error) => this.note(error) });
  }

  /** False where another instance is at it. */
  private async migrate(): Promise<boolean> {
    const lock = await LockSession.tryAcquire({
      url: this.options.url,
      key: `ringdown.migrate.${this.schema}`,
      applicationName: `migration lock of ${this.schema}`,
      onLost: (error) => this.options.logger.warn({ err: error }, 'the migration lock was lost'),
    });
    if (!lock) return false;
    // a migration may take as long as it takes
    const migrating = this.newDataSource('', 2);
    try {
      await migrating.initialize();
      await migrating.query(`create schema if not exists ${this.schema}`);
      await migrating.runMigrations({ transaction: 'each' });
      this.mayConnect = !this.isClosed;
      if (this.mayConnect && !this.source.isInitialized) await this.source.initialize();
    } finally {
      if (migrating.isInitialized) await migrating.destroy();
      await lock.release();
    }
    return true;
  }
}

function rethrow(error: unknown): never {
  throw error;
}
