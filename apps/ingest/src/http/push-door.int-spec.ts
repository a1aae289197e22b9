import type { Database } from '@ringdown/platform-persistence';
import { type CuttableProxy, cuttableProxy, eventually, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { aDoor, knownTokens, migratedDatabase } from '../testing/a-door.js';

type Door = Awaited<ReturnType<typeof aDoor>>;
interface AcceptedRow {
  readonly id: string;
  readonly subject: string;
  readonly correlation_id: string;
  readonly data: Record<string, unknown>;
}

jest.setTimeout(30_000);

let fresh: FreshDatabase;
let database: Database;
let line: CuttableProxy;
let door: Door;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  await database.query('truncate outbox');
  line = await cuttableProxy(fresh.url);
  door = await aDoor(line.url);
});
afterEach(async () => {
  await door.close();
  await line.close();
});

const accepted = (): Promise<AcceptedRow[]> => database.query<AcceptedRow>('select * from outbox order by sequence');
const titles = async (): Promise<unknown[]> => (await accepted()).map(({ data }) => data.title);
const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_none, i) => `alert ${from + i}`);

async function pushEach(all: readonly string[]): Promise<void> {
  for (const title of all) expect(await door.push({ title })).toMatchObject({ status: 200, body: { Ok: true } });
}

describe('POST /:token/push-events', () => {
  it('answers {"Ok": true} once the event is in Postgres', async () => {
    const event = { title: 'Disk full', body: { host: 'db1', used: [0.5, null] }, severity: 'sev1', priority: 'p2' };
    expect(await door.push(event)).toEqual({ status: 200, type: 'application/json', body: { Ok: true } });
    const [row, ...others] = await accepted();
    expect(others).toEqual([]);
    expect(row?.subject).toBe('ingest.alert-accepted.v1');
    expect(row?.data).toEqual({
      ...event,
      id: row?.id,
      integrationId: 'int_1',
      status: 'trigger',
      warnings: [],
      acceptedAt: '2026-01-05T09:00:00.000Z',
    });
  });

  it('never drops an event for a bad optional field', async () => {
    const warnings = ['severity: expected sev1, sev2 or sev3, got "high"'];
    expect(await door.push({ title: 'Disk full', severity: 'high' })).toMatchObject({
      status: 200,
      body: { Ok: true, warnings },
    });
    expect((await accepted())[0]?.data).toMatchObject({ severity: null, warnings });
  });

  it('follows an alert by the id that came with it, or else by its own', async () => {
    for (const given of ['alert-42', 'not harmless, \u00e9']) await door.push({}, { 'x-correlation-id': given });
    const [first, second] = await accepted();
    expect(first?.correlation_id).toBe('alert-42');
    expect(second?.correlation_id).toBe(second?.id);
  });

  it('takes a form, and JSON under any content type', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await door.push('title=From+a+form&status=resolve', form)).toMatchObject({ status: 200 });
    for (const type of ['', 'json', 'text/plain; charset', 'application/json; charset=utf-8']) {
      expect(await door.push({ title: `From “${type}”` }, { 'content-type': type })).toMatchObject({ status: 200 });
    }
    const answered = ['From a form', 'From “”', 'From “json”', 'From “text/plain; charset”'];
    expect(await titles()).toEqual([...answered, 'From “application/json; charset=utf-8”']);
  });

  it('takes 200 at once, each exactly once', async () => {
    const answers = await Promise.all(numbered(1, 200).map((title) => door.push({ title })));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect((await titles()).toSorted()).toEqual(numbered(1, 200).toSorted());
  });

  it('keeps the order in which events were accepted', async () => {
    await pushEach(numbered(1, 30));
    expect(await titles()).toEqual(numbered(1, 30));
  });

  it('stores what Postgres calls no text', async () => {
    expect(await door.push('{"title":"a\\u0000b","body":["\\ud800"]}')).toMatchObject({ status: 200 });
    expect((await accepted())[0]?.data).toMatchObject({ title: 'a\ufffdb', body: ['\ufffd'] });
  });

  it.each([
    ['an unknown token', 404, 'stranger', '{}', 'No integration has this token'],
    ['broken JSON', 400, 'tok', '{"title":', 'not valid JSON'],
    ['an array', 400, 'tok', '[]', 'not an object'],
    ['an object as title', 400, 'tok', '{"title":{}}', 'Send title as a string'],
    ['a body nested too deeply', 400, 'tok', `{"body":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'nesting'],
  ])('refuses %s', async (_what, status, token, body, detail) => {
    const answer = await door.push(body, {}, token);
    expect(answer).toMatchObject({ status, type: 'application/problem+json' });
    expect(answer.body).toMatchObject({ status, detail: expect.stringContaining(detail) as string });
    expect(await accepted()).toEqual([]);
  });

  it('takes 512 KiB and not a byte more', async () => {
    const ofSize = (bytes: number): string => {
      const event = JSON.stringify({ title: 'Long', body: '' });
      return event.replace('""', `"${'x'.repeat(bytes - event.length)}"`);
    };
    expect(await door.push(ofSize(512 * 1024))).toMatchObject({ status: 200 });
    const answer = await door.push(ofSize(512 * 1024 + 1));
    expect(answer).toMatchObject({ status: 413, type: 'application/problem+json' });
    expect(answer.body).toMatchObject({ detail: expect.stringContaining('512 KiB') as string });
  });

  it('refuses what escapes make too long for NATS', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = Buffer.concat([Buffer.from('title=Long&body='), Buffer.alloc(400_000, 1)]);
    expect(await door.push(body, form)).toMatchObject({ status: 413 });
  });

  it('asks to try again as long as it knows no configuration', async () => {
    const unready = await aDoor(line.url, { ...knownTokens, ready: false });
    expect(await unready.push({ title: 'Early' }, {}, 'stranger')).toMatchObject({ status: 500, body: {} });
    await unready.close();
  });
});

describe('with Postgres away', () => {
  it('accepts all the same, and brings everything in, in order, exactly once, when Postgres is back', async () => {
    await pushEach(numbered(1, 3));
    line.cut();
    await pushEach(numbered(4, 40));
    expect(await titles()).toEqual(numbered(1, 3));
    line.mend();
    await pushEach(numbered(41, 60));
    await eventually(async () => expect(await titles()).toEqual(numbered(1, 60)));
    expect(door.journal.isEmpty).toBe(true);
    await pushEach(['afterwards']);
    expect((await titles()).at(-1)).toBe('afterwards');
  });

  it('waits for a silent Postgres only so long', async () => {
    await pushEach(['before']);
    line.silence();
    const started = performance.now();
    await pushEach(['first']);
    expect(performance.now() - started).toBeLessThan(3000);
    const journaled = performance.now();
    await pushEach(['second']);
    expect(performance.now() - journaled).toBeLessThan(500);
    line.cut();
    line.mend();
    await eventually(async () => expect(await titles()).toEqual(['before', 'first', 'second']), { timeoutMs: 15_000 });
  });

  it('answers 500 {} when the journal fails too', async () => {
    line.cut();
    await door.journal.close();
    expect(await door.push({ title: 'Lost' })).toEqual({ status: 500, type: 'application/json', body: {} });
  });
});
