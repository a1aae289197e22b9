import { callsQuery } from '@ringdown/contracts';
import { unknownCaller } from '@ringdown/domain-calls';
import type { Settings } from '@ringdown/platform-config';
import type { Database } from '@ringdown/platform-persistence';
import { fixedClock, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import type { Repository } from 'typeorm';
import { at, end, nobody, pickUp, press, proceed, received, storedAfter } from '../testing/a-call.js';
import { aMirror } from '../testing/a-mirror.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { ContactBook } from '../routing/contact-book.js';
import { CallLogRepository } from './call-log.repository.js';
import { CallEntity } from '../calls/call.entity.js';
import { SqlCallRepository } from '../calls/call.repository.js';

let fresh: FreshDatabase;
let database: Database;
let store: SqlCallRepository;
let calls: Repository<CallEntity>;
let log: CallLogRepository;
const clock = fixedClock(new Date(at(100)).toISOString());
const settings = { publicUrl: 'https://ringdown.example.com' } as Settings;

type Contacts = Parameters<typeof aMirror>[0]['contact'];
const aContact = (name: string, phone = '+14156040016') => ({ id: 'contact_9', name, phone, blocked: false });

/** The log of a process that has just started, with these contacts saved. */
function aLog(contact: Contacts = []): CallLogRepository {
  const { mirror } = aMirror({ contact });
  return new CallLogRepository(database, calls, settings, new ContactBook(mirror), clock);
}

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
  store = new SqlCallRepository(database);
  calls = (await database.dataSource()).getRepository(CallEntity);
  log = aLog();
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => database.query('truncate call'));

const ask = (query: Record<string, string> = {}) => log.list(callsQuery.parse(query));
const ids = async (query: Record<string, string> = {}) => (await ask(query)).items.map(({ id }) => id);
const keep = (...of: Parameters<typeof storedAfter>) => store.insert(storedAfter(...of), []);
const iso = (seconds: number) => new Date(at(seconds)).toISOString();
const recording = { recordingId: 'RE1', providerUrl: 'https://api.twilio.com/RE1', seconds: 6 };

describe('120 calls', () => {
  /** Three at each instant: the id decides among them. */
  beforeEach(async () => {
    for (let n = 0; n < 120; n++)
      await keep(received({ id: `call_${String(n).padStart(3, '0')}`, calledAt: at(Math.floor(n / 3)) }));
  });

  it.each([1, 7, 40, 119])('are walked without a gap or a repeat, newest first, %d a page', async (limit) => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { items, nextCursor } = await ask({ limit: String(limit), ...(cursor ? { cursor } : {}) });
      expect(items.length).toBeGreaterThan(0);
      seen.push(...items.map(({ id }) => id));
      cursor = nextCursor;
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => `call_${String(119 - n).padStart(3, '0')}`));
  });

  it('fit on one page exactly, with nothing after it', async () => {
    expect((await ask({ limit: '120' })).nextCursor).toBeNull();
  });

  it('are walked on without a repeat when another call comes in meanwhile', async () => {
    const first = await ask({ limit: '50' });
    await keep(received({ id: 'call_new', calledAt: at(1000) }));
    const second = await ask({ limit: '50', cursor: first.nextCursor ?? '' });
    expect(second.items[0]?.id).toBe('call_069');
  });
});

it('refuses a cursor that it did not hand out', async () => {
  await expect(ask({ cursor: 'nonsense' })).rejects.toMatchObject({ kind: 'invalid' });
});

describe('a search', () => {
  const stranger = { ...unknownCaller, address: 'sip:alice@PBX.example.com' };
  beforeEach(async () => {
    await keep(received({ id: 'call_live', calledAt: at(50) }), proceed(54));
    await keep(received({ id: 'call_answered', calledAt: at(40) }), proceed(44), pickUp(46), press(47), end(48));
    await keep(received({ id: 'call_missed', calledAt: at(30), lineId: 'line_2' }), proceed(34), end(39));
    await keep(received({ id: 'call_nobody', calledAt: at(20), plan: nobody, caller: stranger }), proceed(24), end(29));
    const other = { ...unknownCaller, number: '+4915112345678', name: '100%_Söhne' };
    await keep(received({ id: 'call_archived', calledAt: at(10), caller: other }), proceed(14), end(19));
    await log.change('call_archived', { archived: true });
  });

  it.each([
    ['nothing: all but the archived', {}, ['live', 'answered', 'missed', 'nobody']],
    ['the archived', { archived: 'true' }, ['archived']],
    ['a line', { lineId: 'line_2' }, ['missed']],
    ['an outcome', { outcome: 'answered' }, ['answered']],
    ['another outcome', { outcome: 'no_one_on_call' }, ['nobody']],
    ['an outcome that none has', { outcome: 'failed' }, []],
    ['the live ones', { live: 'true' }, ['live']],
    ['those that are over', { live: 'false' }, ['answered', 'missed', 'nobody']],
    ['the first instant, which counts', { from: iso(40) }, ['live', 'answered']],
    ['the last instant, which does not', { to: iso(40) }, ['missed', 'nobody']],
    ['both', { from: iso(30), to: iso(50) }, ['answered', 'missed']],
    ['a part of the number', { caller: '604001' }, ['live', 'answered', 'missed']],
    ['a part of the name, in any case', { caller: 'STARC' }, ['live', 'answered', 'missed']],
    ['a part of the address, in any case', { caller: 'alice@pbx' }, ['nobody']],
    ['what would be a wildcard', { caller: '%' }, []],
    ['a wildcard and umlauts of a name, among the archived', { caller: '%_sö', archived: 'true' }, ['archived']],
    ['several at once', { caller: 'mitchell', live: 'false', lineId: 'line_1' }, ['answered']],
  ])('for %s', async (_, query, expected) => {
    expect(await ids(query as Record<string, string>)).toEqual(expected.map((name) => `call_${name}`));
  });

  it('goes over pages with its conditions', async () => {
    const first = await ask({ live: 'false', limit: '2' });
    expect(await ids({ live: 'false', limit: '2', cursor: first.nextCursor ?? '' })).toEqual(['call_nobody']);
  });
});

it('changes the notes or the archive mark, each without the other', async () => {
  await keep(received());
  expect(await log.change('call_1', { notes: 'disk full' })).toMatchObject({ notes: 'disk full', archived: false });
  expect(await log.change('call_1', { archived: true })).toMatchObject({ notes: 'disk full', archived: true });
  expect(await log.change('call_1', { archived: false, notes: '' })).toMatchObject({ notes: '', archived: false });
  expect(await log.get('call_1')).toMatchObject({ id: 'call_1', notes: '', archived: false });
});

it('says where the provider keeps a recording, and whose credentials open it', async () => {
  const attach = { type: 'attach-recording', kind: 'voicemail', recording, at: at(40) } as const;
  await keep(received(), proceed(4), end(9), attach);
  expect(await log.media('call_1', 'voicemail')).toEqual({
    providerUrl: recording.providerUrl,
    providerAccountId: 'acct_1',
  });
  await expect(log.media('call_1', 'recording')).rejects.toMatchObject({ kind: 'not-found' });
});

it('shows the incident that somebody chose, or none', async () => {
  await keep(received());
  expect(await log.showIncident('call_1', 'inc_1')).toMatchObject({ id: 'call_1', incidentId: 'inc_1' });
  expect(await log.get('call_1')).toMatchObject({ incidentId: 'inc_1' });
  expect(await log.showIncident('call_1', null)).toMatchObject({ incidentId: null });
});

describe('the name of the caller', () => {
  const stranger = { ...unknownCaller, number: '+4915112345678' };
  beforeEach(async () => {
    await keep(received());
    await keep(received({ id: 'call_2', calledAt: at(-10), caller: stranger }), proceed(-6), end(-1));
    await keep(received({ id: 'call_3', calledAt: at(-20), caller: { ...stranger, number: null } }));
  });
  const names = async (from: CallLogRepository, query = {}) =>
    (await from.list(callsQuery.parse(query))).items.map(({ caller }) => caller.name);

  it('is the saved contact’s, also on calls from before it was saved', async () => {
    const saved = aLog([aContact('Jörg Weiß', '+4915112345678')]);
    expect(await names(saved)).toEqual(['Mitchell Starc', 'Jörg Weiß', null]);
    expect((await saved.get('call_2')).caller).toEqual({
      number: '+4915112345678',
      name: 'Jörg Weiß',
      contactId: 'contact_9',
      address: null,
      verification: null,
    });
    expect(await saved.change('call_2', { notes: 'x' })).toMatchObject({ caller: { name: 'Jörg Weiß' } });
  });

  it.each([
    ['JÖRG', 1],
    ['weiß', 1],
    ['nobody', 0],
  ])('finds %s among past calls: %d', async (caller, found) => {
    expect(await names(aLog([aContact('Jörg Weiß', '+4915112345678')]), { caller })).toHaveLength(found);
  });

  it('finds a contact that was renamed by either name', async () => {
    const renamed = aLog([aContact('Mitch')]);
    expect(await names(renamed, { caller: 'mitch' })).toEqual(['Mitch']);
    expect(await names(renamed, { caller: 'starc' })).toEqual(['Mitch']);
  });

  it('is the one that the call came in with, once the contact is removed', async () => {
    expect(await names(aLog([]))).toEqual(['Mitchell Starc', null, null]);
    expect((await aLog([]).get('call_1')).caller.contactId).toBeNull();
  });
});

it.each([
  ['get', () => log.get('call_9')],
  ['show-incident', () => log.showIncident('call_9', 'inc_1')],
  ['change', () => log.change('call_9', { notes: 'x' })],
  ['media', () => log.media('call_9', 'recording')],
])('knows no call that there is not: %s', async (_, asks) => {
  await expect(asks()).rejects.toMatchObject({ kind: 'not-found' });
});

it('counts the live calls of a line', async () => {
  await keep(received({ id: 'call_a' }));
  await keep(received({ id: 'call_b' }), proceed(4), end(9));
  await keep(received({ id: 'call_c', lineId: 'line_2' }));
  expect(await log.countLive('line_1')).toBe(1);
  expect(await log.countLive('line_9')).toBe(0);
});
