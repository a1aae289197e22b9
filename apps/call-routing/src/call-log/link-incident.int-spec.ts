import { incidentEvents } from '@ringdown/contracts';
import type { Settings } from '@ringdown/platform-config';
import type { Database } from '@ringdown/platform-persistence';
import { fixedClock, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { at, received, storedAfter } from '../testing/a-call.js';
import { aMirror } from '../testing/a-mirror.js';
import { eventHandlerOf } from '@ringdown/platform-messaging';
import { aCallLog } from '../testing/a-call-log.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { ContactBook } from '../routing/contact-book.js';
import { CallLogRepository } from './call-log.repository.js';
import { CallEntity } from '../calls/call.entity.js';
import { SqlCallRepository } from '../calls/call.repository.js';

let fresh: FreshDatabase;
let database: Database;
let log: CallLogRepository;
const clock = fixedClock(new Date(at(100)).toISOString());

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
  const { mirror } = aMirror({});
  const settings = { publicUrl: 'https://ringdown.example.com' } as Settings;
  const calls = (await database.dataSource()).getRepository(CallEntity);
  log = new CallLogRepository(database, calls, settings, new ContactBook(mirror), clock);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  await database.query('truncate call');
  await new SqlCallRepository(database).insert(storedAfter(received()), []);
});

const handler = async () => eventHandlerOf((await aCallLog(database)).service);

/** An incident of the call was opened at that second; its event arrives, sooner or later. */
const arrives = (incidentId: string, openedAt: number, callIds: readonly string[] = ['call_1']) => {
  const data = { incidentId, callIds, openedAt: new Date(at(openedAt)).toISOString() };
  const envelope = { id: incidentId, occurredAt: data.openedAt, sequence: 1, correlationId: 'call_1' };
  return database.transaction(async (tx) =>
    (await handler()).handle(tx, [{ subject: incidentEvents.opened.subject, data, envelope }]),
  );
};
const shown = async () => (await log.get('call_1')).incidentId;

it('shows the incident that was opened for the call, also when it arrives again', async () => {
  await arrives('inc_1', 40);
  await arrives('inc_1', 40);
  await arrives('inc_2', 50, []);
  expect(await shown()).toBe('inc_1');
});

it('leaves a link that was made by hand since, and an unlinked call unlinked', async () => {
  await log.showIncident('call_1', 'inc_hand');
  await arrives('inc_1', 40);
  expect(await shown()).toBe('inc_hand');
  await log.showIncident('call_1', null);
  await arrives('inc_1', 40);
  expect(await shown()).toBeNull();
});

it('shows what is opened for the call after it was unlinked', async () => {
  await log.showIncident('call_1', null);
  await arrives('inc_2', 101);
  expect(await shown()).toBe('inc_2');
});
