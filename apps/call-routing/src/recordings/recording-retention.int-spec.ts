import type { Settings } from '@ringdown/platform-config';
import type { Database } from '@ringdown/platform-persistence';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { at } from '../testing/a-call.js';
import { aCallLog } from '../testing/a-call-log.js';
import { aLine, aMirror } from '../testing/a-mirror.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { ContactBook } from '../routing/contact-book.js';
import { CallEntity } from '../calls/call.entity.js';
import { CallLogRepository } from '../call-log/call-log.repository.js';
import { RecordingRetention } from './recording-retention.js';

const day = 24 * 60 * 60;
const settings = { publicUrl: 'https://ringdown.example.com' } as Settings;

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
beforeEach(() => database.query('truncate call, outbox, recording_removal'));

/** A line that keeps recordings so many days. */
async function world(recordingRetentionDays: number | null) {
  const log = await aCallLog(database);
  const { mirror } = aMirror({ line: [aLine({ recordingRetentionDays })] });
  const expire = new RecordingRetention(mirror, log.removals, log.engine, log.clock);
  const calls = (await database.dataSource()).getRepository(CallEntity);
  const reader = new CallLogRepository(database, calls, settings, new ContactBook(mirror), log.clock);
  return {
    ...log,
    sweepsAt: (seconds: number) => {
      log.clock.advance(at(seconds) - log.clock.now().getTime());
      return expire.sweep();
    },
    get: (id: string) => reader.get(id),
  };
}

it('takes a recording out of the call and the provider once it is old enough, to the millisecond', async () => {
  const { hasEnded, sweepsAt, get, removing } = await world(30);
  await hasEnded('call_1', 9, { recording: 'RE1', voicemail: 'RE2' });
  await sweepsAt(9 + 30 * day - 0.001);
  expect(await get('call_1')).toMatchObject({ recording: { seconds: 6 }, voicemail: { seconds: 6 } });
  expect(await removing()).toEqual([]);
  await sweepsAt(9 + 30 * day);
  const call = await get('call_1');
  expect(call).toMatchObject({ recording: null, voicemail: null });
  expect(call.steps.slice(-2).map(({ text }) => text)).toEqual([
    'The recording was deleted after 30 days',
    'The message was deleted after 30 days',
  ]);
  expect(await removing()).toEqual(['call_1 acct_1 RE1', 'call_1 acct_1 RE2']);
});

it('does it once, and again for what is reported later', async () => {
  const { hasEnded, sweepsAt, hearsOf, get, removing } = await world(1);
  await hasEnded('call_1', 9, { recording: 'RE1' });
  await sweepsAt(2 * day);
  const { steps } = await get('call_1');
  await sweepsAt(3 * day);
  expect((await get('call_1')).steps).toEqual(steps);
  await hearsOf('RE7');
  expect((await get('call_1')).recording).not.toBeNull();
  await sweepsAt(4 * day);
  expect((await get('call_1')).recording).toBeNull();
  expect(await removing()).toEqual(['call_1 acct_1 RE1', 'call_1 acct_1 RE7']);
});

it('is not undone by a process that has the call in memory', async () => {
  const { hasEnded, sweepsAt, get } = await world(1);
  const elsewhere = await aCallLog(database);
  await hasEnded('call_1', 9, { recording: 'RE1' });
  await elsewhere.hearsOf('RE1');
  await sweepsAt(2 * day);
  await elsewhere.engine.handle({ callId: 'call_1' }, { type: 'attach-transcript', text: 'late', at: at(2 * day) });
  expect((await get('call_1')).recording).toBeNull();
});

it('leaves those of other lines, those without any, and all where they are kept for ever', async () => {
  const { hasEnded, sweepsAt, get, removing } = await world(null);
  await hasEnded('call_1', 9, { recording: 'RE1' });
  await sweepsAt(5000 * day);
  expect((await get('call_1')).recording).not.toBeNull();
  const other = await world(1);
  await other.hasEnded('call_2', 9);
  await database.query("update call set line_id = 'line_2' where id = 'call_1'");
  await other.sweepsAt(5000 * day);
  expect((await get('call_1')).recording).not.toBeNull();
  expect(await removing()).toEqual([]);
});

it('gets through more than a batch in one sweep', async () => {
  const { hasEnded, sweepsAt, removing } = await world(1);
  for (let n = 0; n < 101; n++) await hasEnded(`call_${n}`, n + 10, { recording: `RE${n}` });
  await sweepsAt(2 * day);
  expect(await removing()).toHaveLength(101);
  expect(await database.query("select 1 from call where state -> 'recording' <> 'null'")).toEqual([]);
});
