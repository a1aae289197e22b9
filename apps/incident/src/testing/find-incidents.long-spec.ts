import { incidentsQuery } from '@ringdown/contracts';
import type { Database } from '@ringdown/platform-persistence';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { fixedConfiguration } from './fixed-configuration.js';
import { migratedDatabase } from './migrated-database.js';
import { serviceInTest } from './service-in-test.js';

const rows = 1_000_000;
const limitMs = 50;
let fresh: FreshDatabase;
let database: Database;
let incidents: ReturnType<typeof serviceInTest>['incidents'];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
  ({ incidents } = serviceInTest(database, fixedConfiguration({}).configuration));
  const chunk = 20_000;
  for (let from = 0; from < rows; from += chunk) {
    await database.query(
      `insert into incident (id, title, status, priority, severity, integration_id, source, alert_title, details, occurrences, opened_at, last_seen_at)
       select 'inc_' || n, 'Disk ' || md5(n::text) || ' full on db-' || n % 5000, case when n % 1000 = 0 then 'triggered' when n % 999 = 0
         then 'acknowledged' else 'resolved' end, case when n % 50000 = 0 then 'p1' when n % 7 = 0 then 'p3' end,
         case when n % 30000 = 0 then 'sev1' when n % 5 = 0 then 'sev3' end, 'int_' || n % 40, 'webhook', null, '{"host":"db"}', 1, now(), now()
       from generate_series($1::integer + 1, $1::integer + $2::integer) as n`,
      [from, chunk],
    );
  }
  await database.query('vacuum analyze incident').catch(() => database.query('analyze incident'));
}, 600_000);
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

it.each([
  ['all', {}],
  ['triggered ones', { status: 'triggered' }],
  ['rare ones by priority', { priority: 'p1' }],
  ['rare ones by severity', { severity: 'sev1' }],
  ['those of an integration', { integrationId: 'int_7' }],
  ['triggered ones of an integration', { integrationId: 'int_0', status: 'triggered' }],
  ['one by a part of its title', { q: 'c4ca4238a0b9' }],
  ['some by a part of their title', { q: 'db-4999' }],
  ['what is not there', { q: 'no such title at all' }],
  ['what all have in their title', { q: 'full on' }],
  ['triggered ones by title', { q: 'db-1000', status: 'triggered' }],
  ['a page far down', { cursor: 'later' }],
] as const)(`finds %s within ${limitMs} ms among ${rows} incidents`, async (_what, given) => {
  const { nextCursor } = await incidents.list(incidentsQuery.parse({ limit: 200 }));
  const query = incidentsQuery.parse('cursor' in given ? { cursor: nextCursor } : given);
  const times: number[] = [];
  for (let n = 0; n < 7; n++) {
    const begun = performance.now();
    await incidents.list(query);
    times.push(performance.now() - begun);
  }
  const median = times.sort((a, b) => a - b)[3] ?? Infinity;
  console.log(`${JSON.stringify(given)}: median ${median.toFixed(1)} ms`);
  expect(median).toBeLessThan(limitMs);
});
