import pg from 'pg';
import { testPostgres } from './test-servers.js';
import { uniquePrefix } from './unique-prefix.js';

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
