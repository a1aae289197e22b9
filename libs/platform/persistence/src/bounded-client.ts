import pg from 'pg';
import {
  isOutOfConnections,
  isPostgresUnavailable,
  isReadOnly,
  PostgresSilent,
  PostgresUnavailable,
} from './postgres-failure.js';

/** Milliseconds without an answer after which another connection looks whether Postgres still works on the statement. */
const silentMs = 3000;
const checkMs = 3000;
const endMs = 1000;

/**
 * A connection that a silent peer cannot hold for ever. TCP itself waits for a quarter of an hour, and a statement may rightly take
 * long; so where no answer comes, `pg_stat_activity` is read over a new connection: does Postgres still work on this statement? Where
 * it does not (a partition, a failover that reset no connection) or does not answer either, the connection is closed and its
 * statement fails. A connection to a server that only reads is closed too: after a failover the address leads to the new primary,
 * and an old connection still to the old one.
 */
export class BoundedClient extends pg.Client {
  private readonly target: string;
  private readonly silentMs: number;
  private readonly onFailure: (error: unknown) => void;

  /** `onFailure` hears of every statement that fails. */
  constructor(config: pg.ClientConfig & { silentMs?: number; onFailure?: (error: unknown) => void }) {
    super(config);
    this.target = config.connectionString ?? '';
    this.silentMs = config.silentMs ?? silentMs;
    this.onFailure = config.onFailure ?? (() => undefined);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => this.watched(query(...args))) as typeof this.query;
    const end = this.end.bind(this) as (...args: unknown[]) => unknown;
    this.end = ((...args: unknown[]) => {
      this.dropSoon();
      return end(...args);
    }) as typeof this.end;
  }

  /** A peer that keeps silent says no goodbye either. */
  private dropSoon(): void {
    const timer = setTimeout(() => this.destroy(), endMs);
    this.once('end', () => clearTimeout(timer));
  }

  private watched(answer: unknown): unknown {
    if (!(answer instanceof Promise)) return answer;
    this.watch(answer);
    answer.catch((error: unknown) => {
      this.onFailure(error);
      if (isReadOnly(error)) void this.end().catch(() => undefined);
    });
    return answer;
  }

  private watch(answer: Promise<unknown>): void {
    let timer: NodeJS.Timeout;
    let isAnswered = false;
    const lookLater = (): void => {
      timer = setTimeout(() => {
        void this.whyNoAnswer().then((why) => {
          if (isAnswered) return;
          if (why) this.destroy(why);
          else lookLater();
        });
      }, this.silentMs);
      timer.unref();
    };
    const stop = (): void => {
      isAnswered = true;
      clearTimeout(timer);
    };
    lookLater();
    answer.then(stop, stop);
  }

  /** Null while Postgres works on our statement. Looked at twice: it may have finished just now, with the answer on its way. */
  private async whyNoAnswer(): Promise<PostgresUnavailable | null> {
    const { processID } = this as unknown as { processID: number };
    for (let tries = 0; tries < 2; tries++) {
      try {
        if ((await workingBackends(this.target)).has(processID)) return null;
      } catch (error) {
        // a server that refuses a new connection with a reason is there, and may be at work on our statement
        if (!isPostgresUnavailable(error) || isOutOfConnections(error)) return null;
        return new PostgresSilent(`Postgres gave no answer within ${this.silentMs} ms, and none to another connection`);
      }
    }
    return new PostgresUnavailable(
      `Postgres gave no answer within ${this.silentMs} ms, and knows nothing of the statement`,
    );
  }

  private destroy(error?: Error): void {
    const { connection } = this as unknown as { connection: { stream: { destroy(error?: Error): void } } };
    connection.stream.destroy(error);
  }
}

const looking = new Map<string, Promise<ReadonlySet<number>>>();

/** The process ids of the backends that work for our role. Connections that wait at the same time share one query. */
function workingBackends(url: string): Promise<ReadonlySet<number>> {
  const answer = looking.get(url) ?? readWorkingBackends(url).finally(() => looking.delete(url));
  looking.set(url, answer);
  return answer;
}

async function readWorkingBackends(url: string): Promise<ReadonlySet<number>> {
  const { rows } = await queryOnNewConnection<{ pid: number }>(
    url,
    `select pid from pg_stat_activity where usename = current_user and state = 'active'`,
    checkMs,
  );
  return new Set(rows.map(({ pid }) => pid));
}

/** One statement over a connection of its own. Rejects when Postgres has not answered within `ms`. */
export async function queryOnNewConnection<Row extends object>(
  url: string,
  text: string,
  ms: number,
): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ms });
  const { connection } = client as unknown as { connection: { stream: { destroy(error?: Error): void } } };
  client.on('error', () => undefined);
  const timer = setTimeout(
    () => connection.stream.destroy(new PostgresSilent(`Postgres did not answer within ${ms} ms`)),
    ms,
  );
  try {
    await client.connect();
    return await client.query<Row>(text);
  } finally {
    clearTimeout(timer);
    void client.end().catch(() => undefined);
    setTimeout(() => connection.stream.destroy(), endMs).unref();
  }
}
