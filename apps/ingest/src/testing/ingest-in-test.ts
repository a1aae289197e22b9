import type { Database } from '@ringdown/platform-persistence';
import { type CuttableProxy, cuttableProxy, eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { knownTokens, migratedDatabase, pushServer } from './push-server.js';

type Server = Awaited<ReturnType<typeof pushServer>>;

/** What the outbox holds of an accepted alert. */
export interface AcceptedRow {
  readonly id: string;
  readonly subject: string;
  readonly correlation_id: string;
  readonly data: Record<string, unknown>;
}

/**
 * A database for the tests of a file, and for each of them empty tables and a server that reaches Postgres by a line that can be cut.
 * To be called where a file begins: it adds the hooks.
 */
export function ingestInTest(tokens: Parameters<typeof pushServer>[1] = knownTokens) {
  let fresh: FreshDatabase;
  let database: Database;
  let line: CuttableProxy;
  let server: Server;
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = await migratedDatabase(fresh.url);
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });
  beforeEach(async () => {
    await database.query('truncate outbox, received_event');
    line = await cuttableProxy(fresh.url);
    server = await pushServer(line.url, tokens);
  });
  afterEach(async () => {
    await server.close();
    await line.close();
  });
  const rows = (): Promise<AcceptedRow[]> => database.query<AcceptedRow>('select * from outbox order by sequence');
  /** All of them, once there are so many: what a slow Postgres did not take in time comes by way of the journal. */
  const accepted = (count: number): Promise<AcceptedRow[]> =>
    eventually(async () => {
      const all = await rows();
      expect(all).toHaveLength(count);
      return all;
    });
  return {
    get database() {
      return database;
    },
    get line() {
      return line;
    },
    get server() {
      return server;
    },
    rows,
    accepted,
    /** The alerts that were accepted, once there are so many. */
    alerts: async (count: number) => (await accepted(count)).map(({ data }) => data),
  };
}
