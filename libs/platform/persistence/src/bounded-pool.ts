import type { Logger } from '@ringdown/platform-telemetry';
import { deadline, withTimeout } from '@ringdown/platform-timers';
import pg from 'pg';
import { Circuit } from './circuit.js';
import { isFaultOfStatement, PostgresUnavailable, takesNoWrites } from './postgres-failure.js';
import { type NotifyingSql, NotifyQueue, type Sql } from './sql.js';

const probeTimeoutMs = 1000;

export interface BoundedPoolOptions {
  readonly url: string;
  readonly schema: string;
  readonly logger: Logger;
  /** Milliseconds a statement may take, asked at each. */
  readonly timeoutMs: () => number;
  /** Milliseconds without an answer after which Postgres counts as unavailable. A slow one is given up by who asks, and no more. */
  readonly unavailableMs?: number;
  /** Succeeds once what is asked for exists. */
  readonly probe?: string;
  readonly poolSize?: number;
}

/**
 * SQL for those who cannot wait: on connections of its own, each of which is thrown away when Postgres counts as unavailable (a pooled
 * one would stay with a dead peer for as long as TCP hopes). From then on nobody waits until Postgres is back.
 */
export class BoundedPool implements NotifyingSql {
  private readonly pool: pg.Pool;
  private readonly circuit: Circuit;
  private readonly notifications = new NotifyQueue((text, values) =>
    this.use(probeTimeoutMs, (sql) => sql.query(text, values)),
  );

  private readonly unavailableMs: number;

  constructor(private readonly options: BoundedPoolOptions) {
    this.unavailableMs = options.unavailableMs ?? 1000;
    this.pool = new pg.Pool({
      connectionString: options.url,
      max: options.poolSize ?? 8,
      connectionTimeoutMillis: probeTimeoutMs,
      keepAlive: true,
      allowExitOnIdle: true,
      application_name: `ringdown-${options.schema}-prompt`,
      options: `-c search_path=${options.schema} -c statement_timeout=10000`,
    });
    this.pool.on('error', (error) => this.circuit.break(error));
    const probe = options.probe ?? 'select 1';
    this.circuit = new Circuit(
      'Postgres',
      () => this.attempt(probeTimeoutMs, (sql) => sql.query(probe)),
      options.logger,
    );
  }

  get schema(): string {
    return this.options.schema;
  }

  get isUnavailable(): boolean {
    return this.circuit.isBroken;
  }

  whenBack(listener: () => void): void {
    this.circuit.whenBack(listener);
  }

  /** @throws PostgresUnavailable when it is not known to be done within the timeout; what was given up may still be committed. */
  query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.use(this.options.timeoutMs(), (sql) => sql.query<Row>(text, values));
  }

  /** Statements on one connection, each committed by itself. @throws PostgresUnavailable like `query`. */
  withConnection<T>(timeoutMs: number, work: (sql: NotifyingSql) => Promise<T>): Promise<T> {
    return this.notifications.after((notify) => this.use(timeoutMs, (sql) => work({ query: sql.query, notify })));
  }

  /** One transaction. @throws PostgresUnavailable like `query`. */
  transaction<T>(timeoutMs: number, work: (tx: NotifyingSql) => Promise<T>): Promise<T> {
    return this.notifications.after((notify) =>
      this.use(timeoutMs, async (sql) => {
        await sql.query('begin');
        const result = await work({ query: sql.query, notify });
        await sql.query('commit');
        return result;
      }),
    );
  }

  notify(channel: string): void {
    this.notifications.notify(channel);
  }

  async close(): Promise<void> {
    this.circuit.stop();
    await this.pool.end();
  }

  private async use<T>(timeoutMs: number, work: (sql: Sql) => Promise<T>): Promise<T> {
    if (this.circuit.isBroken) throw new PostgresUnavailable('Postgres is unavailable');
    return this.attempt(timeoutMs, work, (error) => this.circuit.break(error));
  }

  /** Rejects after its timeout; what is under way may go on until Postgres counts as unavailable, and only then costs a connection. */
  private async attempt<T>(
    timeoutMs: number,
    work: (sql: Sql) => Promise<T>,
    onUnavailable: (error: PostgresUnavailable) => void = ignore,
  ): Promise<T> {
    const lease = new Lease();
    const giveUp = (error: unknown) => {
      lease.throwAway();
      if (error instanceof PostgresUnavailable && !(error instanceof CameTooLate) && !takesNoWrites(error.cause))
        onUnavailable(error);
    };
    const working = lease.use(() => this.pool.connect().catch(throwUnavailable), work);
    const unavailableMs = Math.max(timeoutMs, this.unavailableMs);
    const stop = deadline(unavailableMs, () => giveUp(noAnswerWithin(unavailableMs)));
    working.catch(giveUp).finally(stop).catch(ignore);
    return withTimeout(working, timeoutMs, () => {
      lease.skip();
      throw noAnswerWithin(timeoutMs);
    });
  }
}

class CameTooLate extends PostgresUnavailable {}

/** One use of a connection: given back after success, thrown away after anything else. */
class Lease {
  private client: pg.PoolClient | null = null;
  private isOver = false;

  async use<T>(connect: () => Promise<pg.PoolClient>, work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await connect();
    this.client = client;
    client.on('error', ignore);
    if (this.isOver) {
      this.end(false);
      throw new CameTooLate('the connection came too late');
    }
    const result = await work(sqlOf(client));
    this.end(false);
    return result;
  }

  /** Nothing is begun any more; what has begun goes on. */
  skip(): void {
    if (!this.client) this.isOver = true;
  }

  throwAway(): void {
    this.isOver = true;
    this.end(true);
  }

  private end(broken: boolean): void {
    const { client } = this;
    this.client = null;
    if (!client) return;
    if (!broken) client.off('error', ignore);
    client.release(broken);
  }
}

const noAnswerWithin = (ms: number): PostgresUnavailable =>
  new PostgresUnavailable(`Postgres did not answer within ${Math.round(ms)} ms`);

function ignore(): void {}

const sqlOf = (client: pg.PoolClient): Sql => ({
  query: async <Row>(text: string, values: unknown[] = []) =>
    (await client.query(text, values).catch(throwUnavailable)).rows as Row[],
});

function throwUnavailable(error: unknown): never {
  throw isFaultOfStatement(error) ? error : new PostgresUnavailable(String(error), { cause: error });
}
