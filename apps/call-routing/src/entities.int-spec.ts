import type { Database } from '@ringdown/platform-persistence';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { DataSource } from 'typeorm';
import { callIsTest } from './calls/call.entity.js';
import { entities } from './entities.js';
import { migratedDatabase } from './testing/migrated-database.js';

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

/** They are every service's, not call-routing's. */
const ofOthers = /"call_routing"\."(outbox|inbox|dead_letter|migration)"/;

it('describes each table as the migrations made it', async () => {
  const source = new DataSource({
    type: 'postgres',
    url: fresh.url,
    schema: 'call_routing',
    entities: [...entities],
    extra: { options: '-c search_path=call_routing' },
  });
  await source.initialize();
  // where TypeORM keeps the expressions of generated columns, which migrations by hand do not write
  await database.query(`create table typeorm_metadata
    (type text, database text, schema text, "table" text, name text, value text)`);
  await database.query(
    `insert into typeorm_metadata values ('GENERATED_COLUMN', current_database(), 'call_routing', 'call', 'test', $1)`,
    [callIsTest],
  );
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  await source.destroy();
  expect(upQueries.map(({ query }) => query).filter((query) => !ofOthers.test(query))).toEqual([]);
});
