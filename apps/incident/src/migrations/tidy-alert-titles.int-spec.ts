import { Database } from '@ringdown/platform-persistence';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { silent } from '../testing/migrated-database.js';
import { TidyAlertTitles1795910400000 } from './1795910400000-tidy-alert-titles.js';
import { migrations as allMigrations } from './index.js';

let fresh: FreshDatabase;
beforeAll(async () => (fresh = await freshDatabase()));
afterAll(() => fresh.drop());

async function opened(migrations: typeof allMigrations): Promise<Database> {
  const database = new Database({ url: fresh.url, schema: 'incident', migrations, logger: silent });
  await database.open();
  return database;
}

it('finds what is open by its tidy title, and keeps one open incident a group', async () => {
  const before = await opened(allMigrations.filter((migration) => migration !== TidyAlertTitles1795910400000));
  const stored = [
    ['a', 'Disk full on db1\n', 'triggered'],
    ['b', 'Disk full on db1', 'acknowledged'],
    ['c', ' Disk  full on db1', 'resolved'],
    ['d', 'Cafe\u0301 closed', 'triggered'],
    ['e', ' \t', 'triggered'],
    ['f', 'Queue long ', 'triggered'],
    ['g', ' Queue long', 'triggered'],
  ];
  for (const [id, title, status] of stored) {
    await before.query(
      `insert into incident (id, title, status, integration_id, source, alert_title, occurrences, opened_at, last_seen_at)
       values ($1, $2, $3, 'int_1', 'webhook', $2, 1, now(), now())`,
      [id, title, status],
    );
  }
  await before.close();
  const after = await opened(allMigrations);
  const rows = await after.query<{ id: string; alert_title: string | null; title: string }>(
    'select id, alert_title, title from incident order by id',
  );
  expect(rows.map(({ id, alert_title }) => [id, alert_title])).toEqual([
    ['a', null],
    ['b', 'Disk full on db1'],
    ['c', 'Disk full on db1'],
    ['d', 'Caf\u00e9 closed'],
    ['e', null],
    ['f', 'Queue long'],
    ['g', null],
  ]);
  expect(rows.map(({ title }) => title)).toEqual(stored.map(([, title]) => title));
  await after.close();
});
