import { Database, messagingTables } from '@ringdown/platform-persistence';
import { freshDatabase } from '@ringdown/testkit';
import { DeadLetters } from './dead-letters.js';
import { logger, migrations } from './testing/messaging-world.js';

class PreviousVersion1795219200000 {
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query(messagingTables);
  }
  async down(): Promise<void> {}
}
/** As the previous version of a service writes it. */
const park = `insert into parked (consumer, event_id, subject, data, correlation_id, reason) values ($1, $2, $3, $4::json, $5, $6)
  on conflict do nothing`;

it('keeps what was parked, and what a previous version parks beside this one', async () => {
  const fresh = await freshDatabase();
  const options = { url: fresh.url, schema: 'spec', logger };
  const before = new Database({ ...options, migrations: [PreviousVersion1795219200000 as never] });
  await before.open();
  await before.query(park, ['spec-take', 'evt_1', 's', '{"id": 2868860079149422351}', 'about', 'Error: x']);
  const [, deadLetter] = migrations;
  const now = new Database({ ...options, migrations: [PreviousVersion1795219200000 as never, deadLetter as never] });
  await now.open();
  await before.query(park, ['spec-take', 'evt_2', 's', '{"b":1}', 'about', 'Error: y']);
  await before.query(park, ['spec-take', 'evt_2', 's', '{"b":1}', 'about', 'Error: y']);

  const { items } = await new DeadLetters(now, logger).list({ limit: 50, before: null });
  expect(items.map(({ text }) => text).toSorted()).toEqual(['{"b":1}', '{"id": 2868860079149422351}']);
  expect(new Set(items.map(({ id }) => id)).size).toBe(2);
  expect(await now.query('select event_id from inbox')).toEqual([{ event_id: 'evt_1' }]);
  await before.close();
  await now.close();
  await fresh.drop();
});
