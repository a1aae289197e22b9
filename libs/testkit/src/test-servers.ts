import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** The NATS server of this worker, which `npm test` started, with every right or with those of a service. Throws where there is none. */
export function testNats(service?: string): string {
  if (service === undefined) return requiredUrl('NATS_URL');
  const { [service]: url } = JSON.parse(requiredUrl('NATS_URLS')) as Record<string, string | undefined>;
  if (!url) throw new Error(`NATS has no user ${service}`);
  return url;
}

/** The Redis server of this worker, which `npm test` started. Throws where there is none. */
export const testRedis = (): string => requiredUrl('REDIS_URL');

/** The Postgres server of this worker, which `npm test` started. Throws where there is none. */
export const testPostgres = (): string => requiredUrl('DATABASE_URL');

/** Streams, buckets and queues have names that tests share, so each worker of jest but the first has servers of its own: `NATS_URL_2` and so on. */
function requiredUrl(name: 'DATABASE_URL' | 'NATS_URL' | 'NATS_URLS' | 'REDIS_URL'): string {
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1);
  const variable = worker > 1 ? `${name}_${worker}` : name;
  const url = process.env[variable];
  if (url) return url;
  throw new Error(
    worker > 1
      ? `${variable} is not set: worker ${worker} has no servers of its own. Run these tests with --runInBand.`
      : `${name} is not set: run this through npm test, which starts the servers`,
  );
}

/** A name no other test uses, safe in Redis keys, JetStream names and Postgres identifiers: `inbox_3f9c0a1b2c4d`. */
export function uniquePrefix(what = 'test'): string {
  return `${what}_${randomBytes(6).toString('hex')}`;
}

export interface FreshDatabase {
  readonly url: string;
  /** Closes what is still connected to it and removes it. */
  drop(): Promise<void>;
}

/** An empty database of its own on the test server. Drop it in `afterAll`. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = testPostgres();
  const name = uniquePrefix('db');
  await once(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => once(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
