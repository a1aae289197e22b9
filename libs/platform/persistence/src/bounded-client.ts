import pg from 'pg';
import { isPostgresUnavailable, PostgresSilent, PostgresUnavailable } from './postgres-failure.js';

/** Milliseconds without an answer after which Postgres is asked whether it still works on the statement. */
const silentMs = 3000;
const askMs = 3000;
const endMs = 1000;

/**
 * A connection that a silent peer cannot hold for ever. TCP itself hopes for a quarter of an hour, and a statement may rightly take
 * long; so where no answer comes, Postgres is asked over a fresh connection whether it still works on this one. Where it does not
 * (a partition, a failover that nobody told us of) or does not answer either, the connection is thrown away and its statement fails.
 * So is one to a server that only reads: after a failover the address leads elsewhere, and an old connection still to the old primary.
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
    const ask = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => this.watched(ask(...args))) as typeof this.query;
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
      if (stateOf(error) === '25006') void this.end().catch(() => undefined);
    });
    return answer;
  }

  private watch(answer: Promise<unknown>): void {
    let timer: NodeJS.Timeout;
    let isAnswered = false;
    const askLater = (): void => {
      timer = setTimeout(() => {
        void this.whyNoAnswer().then((why) => {
          if (isAnswered) return;
          if (why) this.destroy(why);
          else askLater();
        });
      }, this.silentMs);
      timer.unref();
    };
    const stop = (): void => {
      isAnswered = true;
      clearTimeout(timer);
    };
    askLater();
    answer.then(stop, stop);
  }

  /** Null while Postgres is at work for us. Asked twice where it says no: it may have finished just now, with the answer on its way. */
  private async whyNoAnswer(): Promise<PostgresUnavailable | null> {
    const { processID } = this as unknown as { processID: number };
    for (let tries = 0; tries < 2; tries++) {
      try {
        if ((await workingBackends(this.target)).has(processID)) return null;
      } catch (error) {
        // a Postgres that says why it does not let us in is there, and may be at work for us
        if (!isPostgresUnavailable(error) || stateOf(error) === '53300') return null;
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

const stateOf = (error: unknown): unknown => (error as { code?: unknown }).code;

const asking = new Map<string, Promise<ReadonlySet<number>>>();

/** The process ids of the backends that work for our role. Many that wonder at once ask once. */
function workingBackends(url: string): Promise<ReadonlySet<number>> {
  const answer = asking.get(url) ?? askOnce(url).finally(() => asking.delete(url));
  asking.set(url, answer);
  return answer;
}

async function askOnce(url: string): Promise<ReadonlySet<number>> {
  const { rows } = await askAfresh<{ pid: number }>(
    url,
    `select pid from pg_stat_activity where usename = current_user and state = 'active'`,
    askMs,
  );
  return new Set(rows.map(({ pid }) => pid));
}

/** One statement over a connection of its own. Rejects when Postgres has not answered within `ms`. */
export async function askAfresh<Row extends object>(
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
