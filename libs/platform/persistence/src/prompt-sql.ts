import type { Logger } from '@ringdown/platform-telemetry';
import pg from 'pg';
import { Circuit } from './circuit.js';
import type { NotifyingSql, Sql } from './database.js';
import { Notices } from './notices.js';

const probePatienceMs = 1000;

/** Postgres cannot be asked now, or did not answer in time: what was asked of it may have been done or not. */
export class PostgresAway extends Error {}

export interface PromptSqlOptions {
  readonly url: string;
  readonly schema: string;
  readonly logger: Logger;
  /** Milliseconds a statement may take, asked at each. */
  readonly patienceMs: () => number;
  /** Succeeds once what is asked for exists. */
  readonly probe?: string;
  readonly poolSize?: number;
}

/**
 * SQL for those who cannot wait: on connections of its own, each of which is thrown away when it does not answer in time
 * (a pooled one would stay with a dead peer for as long as TCP hopes). After one that failed nobody waits until Postgres is back.
 */
export class PromptSql implements NotifyingSql {
  private readonly pool: pg.Pool;
  private readonly circuit: Circuit;
  private readonly notices = new Notices((text, values) =>
    this.attempt(probePatienceMs, (sql) => sql.query(text, values)),
  );

  constructor(private readonly options: PromptSqlOptions) {
    this.pool = new pg.Pool({
      connectionString: options.url,
      max: options.poolSize ?? 8,
      connectionTimeoutMillis: probePatienceMs,
      keepAlive: true,
      allowExitOnIdle: true,
      application_name: `ringdown-${options.schema}-prompt`,
      options: `-c search_path=${options.schema} -c statement_timeout=10000`,
    });
    this.pool.on('error', (error) => this.circuit.break(error));
    const probe = options.probe ?? 'select 1';
    this.circuit = new Circuit(
      'Postgres',
      () => this.attempt(probePatienceMs, (sql) => sql.query(probe)),
      options.logger,
    );
  }

  get schema(): string {
    return this.options.schema;
  }

  get isAway(): boolean {
    return this.circuit.isBroken;
  }

  whenBack(listener: () => void): void {
    this.circuit.whenBack(listener);
  }

  /** @throws PostgresAway when it is not known to be done within the patience; what was given up may still be committed. */
  query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.use(this.options.patienceMs(), (sql) => sql.query<Row>(text, values));
  }

  /** One transaction. @throws PostgresAway like `query`. */
  async transaction<T>(patienceMs: number, work: (tx: NotifyingSql) => Promise<T>): Promise<T> {
    const channels = new Set<string>();
    const result = await this.use(patienceMs, async (sql) => {
      await sql.query('begin');
      const result = await work({ query: sql.query, notify: (channel) => void channels.add(channel) });
      await sql.query('commit');
      return result;
    });
    for (const channel of channels) this.notify(channel);
    return result;
  }

  notify(channel: string): void {
    if (!this.circuit.isBroken) this.notices.tell(channel);
  }

  async close(): Promise<void> {
    this.circuit.stop();
    await this.pool.end();
  }

  private async use<T>(patienceMs: number, work: (sql: Sql) => Promise<T>): Promise<T> {
    if (this.circuit.isBroken) throw new PostgresAway('Postgres is away');
    try {
      return await this.attempt(patienceMs, work);
    } catch (error) {
      if (error instanceof PostgresAway) this.circuit.break(error);
      throw error;
    }
  }

  private async attempt<T>(patienceMs: number, work: (sql: Sql) => Promise<T>): Promise<T> {
    const lease = new Lease();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      const give = () => reject(new PostgresAway(`Postgres did not answer within ${Math.round(patienceMs)} ms`));
      // one turn more: after a pause of this process itself the answer may lie there already
      timer = setTimeout(() => setImmediate(give), patienceMs);
    });
    const connected = async () => lease.use(await this.pool.connect().catch(away), work);
    const working = connected();
    try {
      return await Promise.race([working, tooLate]);
    } catch (error) {
      working.catch(() => undefined);
      lease.throwAway();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** One use of a connection: given back after success, thrown away after anything else. */
class Lease {
  private client: pg.PoolClient | null = null;
  private isOver = false;

  async use<T>(client: pg.PoolClient, work: (sql: Sql) => Promise<T>): Promise<T> {
    this.client = client;
    client.on('error', ignore);
    if (this.isOver) {
      this.end(false);
      throw new PostgresAway('the connection came too late');
    }
    const result = await work(sqlOf(client));
    this.end(false);
    return result;
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

const ignore = (): void => undefined;

const sqlOf = (client: pg.PoolClient): Sql => ({
  query: async <Row>(text: string, values: unknown[] = []) =>
    (await client.query(text, values).catch(away)).rows as Row[],
});

function away(error: unknown): never {
  throw isFaultOfStatement(error) ? error : new PostgresAway(String(error), { cause: error });
}

/** Data, constraint, conflict, limit or syntax; not that a table is still missing, which a migration under way explains. */
function isFaultOfStatement(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code);
  return /^(22|23|40|42|44|54)\w{3}$/.test(code) && !['42P01', '42703'].includes(code);
}
