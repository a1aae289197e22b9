import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeadLetters } from '@ringdown/platform-messaging';
import { type Database, Journal, BoundedPool } from '@ringdown/platform-persistence';
import { eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { received, storedAfter } from '../testing/a-call.js';
import { migratedDatabase, silent } from '../testing/migrated-database.js';
import { LiveCalls } from './live-calls.js';
import { CallJournal, type JournalledStep } from './call-journal.js';
import { CallJournalDrain } from './call-journal-drain.js';
import { callJournalConsumer, StepWriter } from './step-writer.js';

let fresh: FreshDatabase;
let database: Database;
let sql: BoundedPool;
let folder: string;
let journal: CallJournal;
let isDiskFull = false;

/** A journal on a disk that may have no room. */
class JournalOnSmallDisk extends Journal<JournalledStep> {
  override append(entries: readonly JournalledStep[]): Promise<void> {
    return isDiskFull ? Promise.reject(new Error('ENOSPC: no space left on device')) : super.append(entries);
  }
}
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
  sql = new BoundedPool({ url: fresh.url, schema: 'call_routing', logger: silent, timeoutMs: () => 5000 });
  folder = mkdtempSync(join(tmpdir(), 'ringdown-calls-'));
  journal = new CallJournal(
    new JournalOnSmallDisk({ path: join(folder, 'calls.jsonl'), logger: silent }),
    new LiveCalls(),
  );
  await journal.open();
});
afterAll(async () => {
  await journal.close();
  await sql.close();
  await database.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

const drained = async (drain: CallJournalDrain): Promise<void> => {
  drain.start();
  await eventually(() => expect(journal.isEmpty).toBe(true));
  await drain.stop();
};

const aStep = (id: string, callerName: string): JournalledStep => {
  const stored = storedAfter(received());
  const call = { ...stored.call, id, providerCallId: `CA_${id}`, caller: { ...stored.call.caller, name: callerName } };
  return { stored: { ...stored, call }, outboxEvents: [] };
};
const calls = async () =>
  (await database.query<{ id: string; caller_name: string }>('select id, caller_name from call order by id')).map(
    ({ id, caller_name }) => `${id} ${caller_name}`,
  );

it('keeps a step that Postgres will never take as a dead letter, which is replayed when it can be taken', async () => {
  const writer = new StepWriter(sql, 'https://ringdown.example.com', silent);
  const drain = new CallJournalDrain(journal, writer, sql, silent);
  const letters = new DeadLetters(database, silent);
  letters.serve(callJournalConsumer, writer.replay);
  await journal.append(aStep('call_1', 'No\0body'));
  await journal.append(aStep('call_2', 'Priya'));
  await drained(drain);

  expect(await calls()).toEqual(['call_2 Priya']);
  expect(journal.isEmpty).toBe(true);
  const [letter] = (await letters.list({ limit: 10, before: null })).items;
  expect(letter).toMatchObject({ consumer: 'call-routing-journal', event: 'call.step', attempts: 1 });
  expect(JSON.parse(letter?.text ?? '')).toMatchObject({
    stored: { call: { id: 'call_1', caller: { name: 'No\0body' } } },
  });

  const id = letter?.id ?? '';
  await expect(letters.replay(id)).rejects.toMatchObject({ kind: 'conflict' });
  expect((await letters.list({ limit: 10, before: null })).items).toMatchObject([{ id, attempts: 2 }]);

  // as a version would that writes such a name without its NUL
  await database.query(`update dead_letter set data = replace(data, '\\u0000', '')`);
  await letters.replay(id);
  expect(await calls()).toEqual(['call_1 Nobody', 'call_2 Priya']);
  expect((await letters.list({ limit: 10, before: null })).items).toEqual([]);
});

it('replays a dead letter that an earlier release wrote', async () => {
  const { replay } = new StepWriter(sql, 'https://ringdown.example.com', silent);
  const { stored } = aStep('call_3', 'Sam');
  const { capabilities: _capabilities, ...call } = {
    ...stored.call,
    phase: { name: 'clearing', since: 1 },
    askedInVainAt: 2,
  };
  const facts = [{ id: 'call_3.started', subject: 'call.started.v1', data: {}, correlationId: 'call_3' }];
  const text = JSON.stringify({ stored: { ...stored, call }, facts });
  await database.transaction((tx) => replay(tx, { text } as Parameters<typeof replay>[1]));
  const [row] = await database.query<{ state: object }>("select state from call where id = 'call_3'");
  expect(row?.state).toMatchObject({
    phase: { name: 'hanging-up' },
    statusUnknownAt: 2,
    capabilities: { screensByItself: false, reportsRinging: true },
  });
  expect(await database.query("select 1 from outbox where id = 'call_3.started'")).toHaveLength(1);
  await database.query("delete from call where id = 'call_3'");
});

it('brings a step into Postgres that the disk had no room for, and keeps the order of a call', async () => {
  const drain = new CallJournalDrain(journal, new StepWriter(sql, 'https://ringdown.example.com', silent), sql, silent);
  await journal.append(aStep('call_3', 'first'));
  isDiskFull = true;
  await expect(journal.append(aStep('call_4', 'in memory'))).rejects.toThrow('ENOSPC');
  await expect(journal.append(aStep('call_5', 'in memory'))).rejects.toThrow('ENOSPC');
  expect(journal.holds('call_4')).toBe(true);
  await drained(drain);

  expect(await calls()).toEqual(expect.arrayContaining(['call_3 first', 'call_4 in memory', 'call_5 in memory']));
  expect(journal.isEmpty).toBe(true);
  expect(journal.holds('call_4')).toBe(false);
  isDiskFull = false;
});

it('keeps no step waiting while Postgres takes its time over one that the disk had no room for', async () => {
  isDiskFull = true;
  await expect(journal.append(aStep('call_7', 'slow'))).rejects.toThrow('ENOSPC');
  isDiskFull = false;
  let release: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => (release = resolve));
  const written: string[] = [];
  const take = (step: JournalledStep) => void written.push(step.stored.call.id);
  const draining = journal.drain(async (step) => slow.then(() => take(step)));
  await journal.append(aStep('call_8', 'quick'));
  release();
  await draining;
  while (!journal.isEmpty) await journal.drain(async (step) => take(step));

  // what the disk took meanwhile comes once more, and is known by then
  expect(written).toEqual(['call_7', 'call_7', 'call_8']);
  expect([journal.holds('call_7'), journal.holds('call_8')]).toEqual([false, false]);
});

it('puts on the disk what it had no room for, once it has, while Postgres is unavailable', async () => {
  const unavailable = { isUnavailable: true, whenBack: () => undefined };
  const drain = new CallJournalDrain(
    journal,
    new StepWriter(sql, 'https://ringdown.example.com', silent),
    unavailable,
    silent,
  );
  isDiskFull = true;
  await expect(journal.append(aStep('call_6', 'Sam'))).rejects.toThrow('ENOSPC');
  isDiskFull = false;
  drain.start();
  await drain.stop();

  const another = new CallJournal(
    new Journal<JournalledStep>({ path: join(folder, 'calls.jsonl'), logger: silent }),
    new LiveCalls(),
  );
  await another.open();
  expect(another.holds('call_6')).toBe(true);
  await another.close();
});
