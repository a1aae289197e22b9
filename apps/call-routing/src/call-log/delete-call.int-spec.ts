import type { Database } from '@ringdown/platform-persistence';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { end, proceed, received, storedAfter } from '../testing/a-call.js';
import { aCallLog } from '../testing/a-call-log.js';
import { migratedDatabase } from '../testing/migrated-database.js';

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
beforeEach(() => database.query('truncate call, outbox, recording_removal, deleted_call'));

const subjects = async () =>
  (await database.query<{ subject: string }>('select subject from outbox order by sequence')).map((f) => f.subject);

it('takes the call out of the log, its recordings out of the provider, and says so', async () => {
  const log = await aCallLog(database);
  await log.hasEnded('call_1', 9, { recording: 'RE1', voicemail: 'RE2' });
  await log.hasEnded('call_2', 20, { recording: 'RE3' });
  expect(await log.service.delete('call_1')).toEqual({ id: 'call_1' });
  expect(await log.store.load('call_1')).toBeNull();
  expect(log.live.get('call_1')).toBeNull();
  expect(await log.store.load('call_2')).not.toBeNull();
  expect(await log.removing()).toEqual(['call_1 acct_1 RE1', 'call_1 acct_1 RE2']);
  const [deleted] = await database.query("select * from outbox where subject = 'call.deleted.v1'");
  expect(deleted).toMatchObject({ id: 'call_1.deleted', data: { callId: 'call_1', lineId: 'line_1' } });
});

it('deletes no call that is live, and none that there is not', async () => {
  const log = await aCallLog(database);
  await log.has(received(), proceed(4));
  await expect(log.service.delete('call_1')).rejects.toMatchObject({ kind: 'conflict' });
  expect(await log.store.load('call_1')).not.toBeNull();
  await expect(log.service.delete('call_9')).rejects.toMatchObject({ kind: 'not-found' });
  expect(await subjects()).not.toContain('call.deleted.v1');
});

it('deletes once, however many ask at the same time', async () => {
  const log = await aCallLog(database);
  await log.hasEnded('call_1', 9, { recording: 'RE1' });
  const asked = await Promise.allSettled([1, 2, 3].map(() => log.service.delete('call_1')));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await subjects()).filter((subject) => subject === 'call.deleted.v1')).toHaveLength(1);
});

describe('after that', () => {
  it('a recording that is reported late goes too, whoever hears of it', async () => {
    const [here, elsewhere] = [await aCallLog(database), await aCallLog(database)];
    await here.hasEnded('call_1', 9);
    // another process has the call in memory as it was
    await elsewhere.hearsOf('RE0');
    await here.service.delete('call_1');
    await here.hearsOf('RE5');
    await elsewhere.hearsOf('RE6');
    expect(await here.removing()).toEqual(['call_1 acct_1 RE0', 'call_1 acct_1 RE5', 'call_1 acct_1 RE6']);
    expect(await database.query('select 1 from call')).toEqual([]);
  });

  it('nothing of another line’s is touched, nor of a call that never was', async () => {
    const log = await aCallLog(database);
    await log.hasEnded('call_1', 9);
    await log.service.delete('call_1');
    const unknown = [
      { callId: 'call_1', lineId: 'line_2' },
      { callId: 'call_9', lineId: 'line_1' },
    ];
    for (const address of unknown)
      await expect(log.hearsOf('RE5', address)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await log.removing()).toEqual([]);
  });

  it.each([
    ['its own steps from a journal', received()],
    ['a replay of its first request', received({ id: 'call_2', providerCallId: 'CA-call_1' })],
  ])('%s do not bring it back', async (_, first) => {
    const log = await aCallLog(database);
    await log.hasEnded('call_1', 9);
    await log.service.delete('call_1');
    expect(await log.store.insert(storedAfter(first, proceed(4), end(9)), [])).toBe(false);
    expect(await log.store.insert(storedAfter(received({ id: 'call_3' })), [])).toBe(true);
    expect(await log.store.load('call_3')).not.toBeNull();
  });
});
