import { Database, isTransient } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { DataSource } from 'typeorm';
import { notificationService } from '../app.module.js';
import { KeepChannelsAndStories1796600000000 } from './1796600000000-keep-channels-and-stories.js';

let fresh: FreshDatabase;
beforeAll(async () => (fresh = await freshDatabase()));
afterAll(() => fresh.drop());

async function opened(migrations = notificationService.migrations): Promise<Database> {
  const logger = createLogger('test', 'silent');
  const database = new Database({ url: fresh.url, schema: 'notification', migrations, logger });
  await database.open();
  return database;
}

/** What the version before says first when an event arrives, and when it claims a delivery. */
async function versionBefore(database: Database, id: string): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(
      `insert into channel_rate_limit (channel_id, reserved_until) select unnest($1::text[]), $2 on conflict do nothing`,
      [['chan_1'], new Date()],
    );
    await tx.query(
      'select channel_id, reserved_until from channel_rate_limit where channel_id = any($1) order by channel_id for update',
      [['chan_1']],
    );
    await tx.query(
      `insert into delivery (id, event_id, channel_id, about, ordering_key, call_id, event, event_at, correlation_id, created_at,
                             next_attempt_at, give_up_at)
       values ($1, $1, 'chan_1', 'call.completed', 'call_1', 'call_1', '{"b":1,"a":2}', now(), 'c', now(), now(), now())`,
      [id],
    );
  });
}

it('keeps what waits, lets the version before try its events again and claim nothing, and goes back', async () => {
  const all = notificationService.migrations;
  const keeping = all.indexOf(KeepChannelsAndStories1796600000000);
  const before = await opened(all.slice(0, keeping));
  await versionBefore(before, 'dlv_1');
  await before.close();

  const after = await opened(all.slice(0, keeping + 1));
  expect(await after.query('select id, rank, status from delivery')).toEqual([
    { id: 'dlv_1', rank: 0, status: 'pending' },
  ]);
  expect(await after.query('select channel_id, failures, news from channel_queue')).toEqual([
    { channel_id: 'chan_1', failures: 0, news: 0 },
  ]);
  const event: unknown = await versionBefore(after, 'dlv_2').catch((error: unknown) => error);
  expect(isTransient(event)).toBe(true);
  const claim = after.query(`update delivery set leased_until = now() where status = 'pending'`);
  await expect(claim).rejects.toThrow('leased_until');
  await after.close();

  const source = await new DataSource({ type: 'postgres', url: `${fresh.url}`, schema: 'notification' }).initialize();
  const runner = source.createQueryRunner();
  await runner.query('set search_path = notification');
  await new KeepChannelsAndStories1796600000000().down(runner);
  expect(await runner.query('select id, leased_until from delivery')).toEqual([{ id: 'dlv_1', leased_until: null }]);
  expect(await runner.query('select channel_id from channel_rate_limit')).toEqual([{ channel_id: 'chan_1' }]);
  await runner.release();
  await source.destroy();
});
