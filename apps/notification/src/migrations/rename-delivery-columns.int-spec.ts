import { Database, isTransient } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { DataSource } from 'typeorm';
import { notificationService } from '../app.module.js';
import { RenameDeliveryColumns1796256000000 } from './1796256000000-rename-delivery-columns.js';

let fresh: FreshDatabase;
beforeAll(async () => (fresh = await freshDatabase()));
afterAll(() => fresh.drop());

async function opened(migrations = notificationService.migrations): Promise<Database> {
  const logger = createLogger('test', 'silent');
  const database = new Database({ url: fresh.url, schema: 'notification', migrations, logger });
  await database.open();
  return database;
}

/** What the version before says first when an event arrives. */
async function versionBefore(database: Database, id: string): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(
      `insert into channel_pace (channel_id, taken_until) values ('chan_1', now()) on conflict do nothing`,
    );
    await tx.query(`select channel_id, taken_until from channel_pace where channel_id = 'chan_1' for update`);
    await tx.query(
      `insert into delivery (id, fact_id, channel_id, about, thing, fact, fact_at, correlation_id, created_at, next_attempt_at, give_up_at)
       values ($1, $1, 'chan_1', 'call.completed', 'call_1', '{"b":1,"a":2}', now(), 'c', now(), now(), now())`,
      [id],
    );
  });
}

it('keeps every row, lets the version before try again, and goes back', async () => {
  const all = notificationService.migrations;
  const renaming = all.indexOf(RenameDeliveryColumns1796256000000);
  const before = await opened(all.slice(0, renaming));
  await versionBefore(before, 'dlv_1');
  await before.close();

  const after = await opened(all.slice(0, renaming + 1));
  expect(await after.query('select id, event_id, event::text as event, ordering_key from delivery')).toEqual([
    { id: 'dlv_1', event_id: 'dlv_1', event: '{"b":1,"a":2}', ordering_key: 'call_1' },
  ]);
  expect(await after.query('select channel_id from channel_rate_limit')).toEqual([{ channel_id: 'chan_1' }]);
  const failure: unknown = await versionBefore(after, 'dlv_2').catch((error: unknown) => error);
  expect(isTransient(failure)).toBe(true);
  await after.close();

  const source = await new DataSource({ type: 'postgres', url: `${fresh.url}`, schema: 'notification' }).initialize();
  const runner = source.createQueryRunner();
  await runner.query('set search_path = notification');
  await new RenameDeliveryColumns1796256000000().down(runner);
  expect(await runner.query('select fact_id, thing from delivery')).toEqual([{ fact_id: 'dlv_1', thing: 'call_1' }]);
  await runner.release();
  await source.destroy();
});
