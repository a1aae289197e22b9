import { callEvents } from '@ringdown/contracts';
import type { CallCommand } from '@ringdown/domain-calls';
import { outboxEvent } from '@ringdown/platform-messaging';
import type { Database } from '@ringdown/platform-persistence';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { at, end, endDial, pickUp, press, proceed, received, rings, storedAfter } from '../testing/a-call.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { SqlCallRepository } from './call.repository.js';

let fresh: FreshDatabase;
let database: Database;
let store: SqlCallRepository;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
  store = new SqlCallRepository(database);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => database.query('truncate call, outbox'));

const news = (id: string) => [
  outboxEvent(callEvents.enriched, { callId: 'call_1', lineId: 'line_1', recording: null, voicemail: null }, { id }),
];
const publishedIds = async () =>
  (await database.query<{ id: string }>('select id from outbox order by sequence')).map((r) => r.id);

it('gives back what was put in, by either id', async () => {
  const stored = storedAfter(received());
  expect(await store.insert(stored, [])).toBe(true);
  expect(await store.load('call_1')).toEqual(stored);
  expect(await store.loadByProvider('twilio', 'CA-call_1')).toEqual(stored);
  expect(await store.load('call_2')).toBeNull();
  expect(await store.loadByProvider('plivo', 'CA-call_1')).toBeNull();
});

it('takes a call of one provider id once, and publishes it once', async () => {
  const again = storedAfter(received({ id: 'call_2', providerCallId: 'CA-call_1' }));
  const inserts = [storedAfter(received()), again].map((call, n) => store.insert(call, news(`fact_${n}`)));
  const taken = await Promise.all(inserts);
  expect(taken.filter(Boolean)).toHaveLength(1);
  expect(await publishedIds()).toEqual([`fact_${taken.indexOf(true)}`]);
  expect(await database.query('select 1 from call')).toHaveLength(1);
});

it('saves only from the current version, and publishes only what was saved', async () => {
  await store.insert(storedAfter(received()), []);
  const second = storedAfter(received(), proceed(4));
  expect(await store.update(second, news('rang'))).toBe(true);
  expect(await store.update(second, news('rang by another'))).toBe(false);
  expect(await store.update({ ...second, version: 4 }, news('too far'))).toBe(false);
  expect(await store.update({ ...second, call: { ...second.call, id: 'call_9' } }, news('nobody'))).toBe(false);
  expect(await publishedIds()).toEqual(['rang']);
  expect(await store.load('call_1')).toEqual(second);
});

it('keeps an event that was published before as it is, and saves the call all the same', async () => {
  await store.insert(storedAfter(received()), news('same'));
  expect(await store.update(storedAfter(received(), proceed(4)), [...news('same'), ...news('new')])).toBe(true);
  expect(await publishedIds()).toEqual(['same', 'new']);
});

it('finds live calls whose deadline is over, the longest overdue first', async () => {
  const first = received({ id: 'call_1' });
  const second = received({ id: 'call_2', calledAt: at(-10) });
  await store.insert(storedAfter(first, proceed(4), rings(4)), []);
  await store.insert(storedAfter(second, { ...proceed(0), at: at(-6) }, rings(-6)), []);
  await store.insert(storedAfter(received({ id: 'call_3' }), proceed(4), end(9)), []);
  await store.insert(storedAfter(received({ id: 'call_4' })), []);
  expect(await store.due(new Date(at(29)))).toEqual(['call_2']);
  expect(await store.due(new Date(at(29.001)))).toEqual(['call_2', 'call_1']);
  expect(await store.due(new Date(at(3600)))).toEqual(['call_2', 'call_1', 'call_4']);
});

it('knows who is screened or talks on another live call', async () => {
  const call = (id: string, ...more: readonly CallCommand[]) =>
    store.insert(storedAfter(received({ id }), proceed(4), ...more), []);
  await call('call_rings');
  await call('call_screened', pickUp(8));
  await call('call_talks', endDial(9), pickUp(12, 2), press(14, '1', 2));
  await call('call_over', endDial(9), endDial(12, { attempt: 2 }), pickUp(15, 3), press(16, '1', 3), end(20));
  const [first, second] = ['user_1', 'user_2'];
  const screened = { callId: 'call_screened', userId: first, lastSignAt: at(8) };
  const talks = { callId: 'call_talks', userId: second, lastSignAt: at(14) };
  const byCall = async (except: string, userIds: string[]) =>
    (await store.busyResponders(except, userIds)).toSorted((a, b) => a.callId.localeCompare(b.callId));
  expect(await byCall('call_rings', ['user_1', 'user_2', 'user_3'])).toEqual([screened, talks]);
  expect(await byCall('call_rings', ['user_2'])).toEqual([talks]);
  expect(await byCall('call_talks', ['user_1', 'user_2'])).toEqual([screened]);
  expect(await byCall('call_screened', [])).toEqual([]);
});

it('knows of which live calls nothing was heard since, the newest first', async () => {
  const call = (id: string, calledAt: number, ...more: readonly CallCommand[]) =>
    store.insert(storedAfter(received({ id, calledAt: at(calledAt) }), ...more), []);
  await call('call_1', 0);
  await call('call_2', 1, { type: 'proceed', at: at(5), busyUserIds: [] });
  await call('call_3', 2);
  await call('call_4', 3, end(4));
  expect(await store.silentSince(new Date(at(5)))).toEqual({ callIds: ['call_3', 'call_1'], isAll: true });
  expect(await store.silentSince(new Date(at(5.001)))).toMatchObject({ callIds: ['call_3', 'call_2', 'call_1'] });
});

it('gives the notes that people wrote meanwhile', async () => {
  await store.insert(storedAfter(received()), []);
  expect(await store.notes('call_1')).toBe('');
  await database.query("update call set notes = 'disk full'");
  expect(await store.notes('call_1')).toBe('disk full');
});
