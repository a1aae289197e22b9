import pg from 'pg';
import { createLogger } from '@ringdown/platform-telemetry';
import { eventually, type FreshDatabase, freshDatabase } from '@ringdown/testkit';
import { LeaderLock } from './leader-lock.js';

const logger = createLogger('leader-lock-spec', 'silent');
let fresh: FreshDatabase;
let admin: pg.Client;

beforeAll(async () => {
  fresh = await freshDatabase();
  admin = new pg.Client({ connectionString: fresh.url });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await fresh.drop();
});

const sessionsOf = async (name: string): Promise<readonly number[]> => {
  const { rows } = await admin.query<{ pid: number }>(
    'select pid from pg_stat_activity where application_name = $1 order by backend_start',
    [`ringdown-${name}`],
  );
  return rows.map(({ pid }) => pid);
};

it('asks over one connection while another instance holds the lock, and has it as soon as that one is gone', async () => {
  const options = { url: fresh.url, schema: 'spec', name: 'one-at-a-time', logger };
  const [first, second] = [new LeaderLock(options), new LeaderLock(options)];
  expect(await first.acquire()).toBe(true);
  expect(await second.acquire()).toBe(false);
  const sessions = await sessionsOf('one-at-a-time');
  expect(sessions).toHaveLength(2);
  expect(await second.acquire()).toBe(false);
  expect(await sessionsOf('one-at-a-time')).toEqual(sessions);

  await first.release();
  expect(await second.acquire()).toBe(true);
  expect([first.isHeld, second.isHeld]).toEqual([false, true]);
  expect(await first.acquire()).toBe(false);
  await Promise.all([first.release(), second.release()]);
});

it('asks over a new connection where the one it asked over was ended', async () => {
  const options = { url: fresh.url, schema: 'spec', name: 'ended', logger };
  const [first, second] = [new LeaderLock(options), new LeaderLock(options)];
  await first.acquire();
  await second.acquire();
  const [, waiting] = await sessionsOf('ended');
  await admin.query('select pg_terminate_backend($1)', [waiting]);
  await first.release();
  // the end may be known before the next try, or be what it fails of
  await eventually(async () => expect(await second.acquire()).toBe(true));
  expect(await sessionsOf('ended')).not.toContain(waiting);
  await second.release();
});
