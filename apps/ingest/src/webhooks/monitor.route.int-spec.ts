import { gzipSync } from 'node:zlib';
import { eventually } from '@ringdown/testkit';
import { postgresTimeoutMs } from '../intake/outbox-writer.js';
import { ingestInTest } from '../testing/ingest-in-test.js';
import { knownTokens, pushServer } from '../testing/push-server.js';
import { alertmanagerAlert, alertmanagerBody, opsgenieBody } from '../testing/sender-bodies.js';

const ingest = ingestInTest();

const { rows, accepted } = ingest;
const titles = async (count: number): Promise<unknown[]> => (await accepted(count)).map(({ data }) => data.title);
const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_none, i) => `alert ${from + i}`);

async function pushEach(all: readonly string[]): Promise<void> {
  for (const title of all)
    expect(await ingest.server.push({ title })).toMatchObject({ status: 200, body: { Ok: true } });
}

describe('POST /:token/push-events', () => {
  it('answers {"Ok": true} once the event is in Postgres, or else in the journal', async () => {
    const event = { title: 'Disk full', body: { host: 'db1', used: [0.5, null] }, severity: 'sev1', priority: 'p2' };
    expect(await ingest.server.push(event)).toEqual({ status: 200, type: 'application/json', body: { Ok: true } });
    expect((await rows()).length === 1 || !ingest.server.journal.isEmpty).toBe(true);
    const [row] = await accepted(1);
    expect(row?.subject).toBe('ingest.alert-accepted.v1');
    expect(row?.data).toEqual({
      ...event,
      id: row?.id,
      integrationId: 'int_1',
      key: null,
      status: 'trigger',
      warnings: [],
      acceptedAt: '2026-01-05T09:00:00.000Z',
    });
  });

  it('never drops an event for a bad optional field', async () => {
    const warnings = ['severity: expected sev1, sev2 or sev3, got "high"'];
    expect(await ingest.server.push({ title: 'Disk full', severity: 'high' })).toMatchObject({
      status: 200,
      body: { Ok: true, warnings },
    });
    expect((await accepted(1))[0]?.data).toMatchObject({ severity: null, warnings });
  });

  it('follows an alert by the id that came with it, or else by its own', async () => {
    for (const given of ['alert-42', 'not harmless, \u00e9'])
      await ingest.server.push({}, { 'x-correlation-id': given });
    const [first, second] = await accepted(2);
    expect(first?.correlation_id).toBe('alert-42');
    expect(second?.correlation_id).toBe(second?.id);
  });

  it('takes a form, and JSON under any content type', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await ingest.server.push('title=From+a+form&status=resolve', form)).toMatchObject({ status: 200 });
    for (const type of ['', 'json', 'text/plain; charset', 'application/json; charset=utf-8']) {
      expect(await ingest.server.push({ title: `From “${type}”` }, { 'content-type': type })).toMatchObject({
        status: 200,
      });
    }
    const answered = ['From a form', 'From “”', 'From “json”', 'From “text/plain; charset”'];
    expect(await titles(5)).toEqual([...answered, 'From “application/json; charset=utf-8”']);
  });

  it('takes 200 at once, each exactly once', async () => {
    const answers = await Promise.all(numbered(1, 200).map((title) => ingest.server.push({ title })));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect((await titles(200)).toSorted()).toEqual(numbered(1, 200).toSorted());
  });

  it('keeps the order in which events were accepted', async () => {
    await pushEach(numbered(1, 30));
    expect(await titles(30)).toEqual(numbered(1, 30));
  });

  it('stores what Postgres calls no text', async () => {
    expect(await ingest.server.push('{"title":"a\\u0000b","body":["\\ud800"]}')).toMatchObject({ status: 200 });
    expect((await accepted(1))[0]?.data).toMatchObject({ title: 'a\ufffdb', body: ['\ufffd'] });
  });

  it.each([
    ['an unknown token', 404, 'stranger', '{}', 'No integration has this token'],
    ['broken JSON', 400, 'tok', '{"title": "Disk full",}', 'line 1, column 23: a comma with nothing behind it'],
    ['an array', 400, 'tok', '[]', 'not an object'],
    ['an object as title', 400, 'tok', '{"title":{}}', 'Send title as a string'],
    ['a body nested too deeply', 400, 'tok', `{"body":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'nesting'],
  ])('refuses %s', async (_what, status, token, body, detail) => {
    const answer = await ingest.server.push(body, {}, token);
    expect(answer).toMatchObject({ status, type: 'application/problem+json' });
    expect(answer.body).toMatchObject({ status, detail: expect.stringContaining(detail) as string });
    expect(await rows()).toEqual([]);
    expect(ingest.server.journal.isEmpty).toBe(true);
  });

  it('takes a body to the digit, as text where a value would change it', async () => {
    const body = '{"10":1,"2":{"id":2868860079149422351,"v":5.0},"huge":1e400,"__proto__":{"a":1},"2":[]}';
    expect(await ingest.server.push(`{"title":12345678901234567890, "body": ${body}}`)).toMatchObject({ status: 200 });
    expect(await ingest.server.push('{"title":"plain","body":{"__proto__":{"a":[0.5]}}}')).toMatchObject({
      status: 200,
    });
    const [digits, plain] = await accepted(2);
    expect(digits?.data).toMatchObject({ title: '12345678901234567890', body: null, bodyJson: body });
    expect(JSON.stringify(plain?.data.body)).toBe('{"__proto__":{"a":[0.5]}}');
    expect(plain?.data).not.toHaveProperty('bodyJson');
  });

  it('takes all that a known sender sends at once, each by its own key', async () => {
    const [fires, ends] = [alertmanagerAlert(), alertmanagerAlert({ status: 'resolved', fingerprint: 'ffff' })];
    expect(await ingest.server.push(alertmanagerBody(fires, ends), { 'x-correlation-id': 'c1' })).toMatchObject({
      status: 200,
      body: { Ok: true },
    });
    expect(
      (await accepted(2)).map(({ data, correlation_id }) => [data.key, data.status, data.body, correlation_id]),
    ).toEqual([
      ['00d1f5a1c2b3e4f5', 'trigger', fires, 'c1'],
      ['ffff', 'resolve', ends, 'c1'],
    ]);
    expect(await ingest.server.push(opsgenieBody('AddNote'))).toMatchObject({
      status: 200,
      body: { warnings: [expect.any(String)] },
    });
    expect(await rows()).toHaveLength(2);
    expect(ingest.server.journal.isEmpty).toBe(true);
  });

  it('unpacks, decodes and takes forms of any kind', async () => {
    const packed = gzipSync('{"title":"packed"}');
    expect(await ingest.server.push(packed, { 'content-encoding': 'gzip' })).toMatchObject({ body: { Ok: true } });
    const decoded = await ingest.server.push(Buffer.from('{"title":"Störung"}', 'latin1'));
    expect(decoded.body).toEqual({ Ok: true, warnings: [expect.stringContaining('Windows-1252')] });
    const form = new FormData();
    form.set('title', 'multipart');
    const multipart = await fetch(`${ingest.server.origin}/tok/push-events`, { method: 'POST', body: form });
    expect(multipart.status).toBe(200);
    expect(await titles(3)).toEqual(['packed', 'Störung', 'multipart']);
  });

  it.each(['/tok/push-events/', '//tok//push-events', '/tok/push-events//', '/tok/push-events/?a=/'])(
    'is also at %s',
    async (path) => {
      const answer = await fetch(`${ingest.server.origin}${path}`, { method: 'POST', body: '{"title":"x"}' });
      expect([answer.status, await answer.json()]).toEqual([200, { Ok: true }]);
      expect(await titles(1)).toEqual(['x']);
    },
  );

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])('refuses %s, with a sentence', async (method) => {
    for (const path of ['/tok/push-events', '/tok/push-events/']) {
      const answer = await fetch(`${ingest.server.origin}${path}`, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      if (method !== 'HEAD') {
        expect(await answer.json()).toMatchObject({
          status: 405,
          detail: expect.stringContaining(`not with ${method}`) as string,
        });
      }
    }
  });

  it('answers OPTIONS with what it takes', async () => {
    const answer = await fetch(`${ingest.server.origin}/tok/push-events`, { method: 'OPTIONS' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
  });

  it('says nothing else without a known token, and nothing at another address', async () => {
    const tooLong = 'x'.repeat(9 * 1024 * 1024);
    const asked: [string, RequestInit][] = [
      ...['GET', 'HEAD', 'OPTIONS', 'PUT'].map((method): [string, RequestInit] => [
        '/stranger/push-events',
        { method },
      ]),
      ['/stranger/push-events/', { method: 'POST', body: 'x' }],
      ['/stranger/push-events', { method: 'POST', body: '', headers: { 'content-encoding': 'zstd' } }],
      ['/tok/other', { method: 'POST', body: '{}' }],
      ['/push-events', { method: 'POST', body: '{}' }],
    ];
    for (const [path, init] of asked)
      expect([path, (await fetch(`${ingest.server.origin}${path}`, init)).status]).toEqual([path, 404]);
    expect((await ingest.server.push(tooLong, {}, 'stranger')).status).toBe(404);
    expect((await ingest.server.push(tooLong)).status).toBe(413);
  });

  it('takes 512 KiB and not a byte more', async () => {
    const ofSize = (bytes: number): string => {
      const event = JSON.stringify({ title: 'Long', body: '' });
      return event.replace('""', `"${'x'.repeat(bytes - event.length)}"`);
    };
    expect(await ingest.server.push(ofSize(512 * 1024))).toMatchObject({ status: 200 });
    const answer = await ingest.server.push(ofSize(512 * 1024 + 1));
    expect(answer).toMatchObject({ status: 413, type: 'application/problem+json' });
    expect(answer.body).toMatchObject({ detail: expect.stringContaining('512 KiB') as string });
  });

  it('refuses what escapes make too long for NATS', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = Buffer.concat([Buffer.from('title=Long&body='), Buffer.alloc(400_000, 1)]);
    expect(await ingest.server.push(body, form)).toMatchObject({ status: 413 });
  });

  it('asks to try again as long as it knows no configuration', async () => {
    const unready = await pushServer(ingest.line.url, { ...knownTokens, ready: false });
    expect(await unready.push({ title: 'Early' }, {}, 'stranger')).toMatchObject({ status: 500, body: {} });
    await unready.close();
  });
});

describe('with Postgres unavailable', () => {
  it('accepts all the same, and brings everything in, in order, exactly once, when Postgres is back', async () => {
    await pushEach(numbered(1, 3));
    expect(await titles(3)).toEqual(numbered(1, 3));
    ingest.line.cut();
    await pushEach(numbered(4, 40));
    expect(await titles(3)).toEqual(numbered(1, 3));
    ingest.line.mend();
    await pushEach(numbered(41, 60));
    expect(await titles(60)).toEqual(numbered(1, 60));
    // it is emptied after Postgres has all of it
    await eventually(() => expect(ingest.server.journal.isEmpty).toBe(true));
    await pushEach(['afterwards']);
    expect((await titles(61)).at(-1)).toBe('afterwards');
  });

  it('waits for a silent Postgres only so long', async () => {
    await pushEach(['before']);
    await accepted(1);
    ingest.line.silence();
    const started = performance.now();
    await pushEach(['first']);
    const waited = performance.now() - started;
    expect(waited).toBeGreaterThan(postgresTimeoutMs - 10);
    expect(waited).toBeLessThan(5 * postgresTimeoutMs);
    const journaled = performance.now();
    await pushEach(['second']);
    // it goes behind the first, without asking Postgres
    expect(performance.now() - journaled).toBeLessThan(postgresTimeoutMs);
    ingest.line.cut();
    ingest.line.mend();
    expect(await titles(3)).toEqual(['before', 'first', 'second']);
  });

  it('answers 500 {} when the journal fails too', async () => {
    ingest.line.cut();
    await ingest.server.journal.close();
    expect(await ingest.server.push({ title: 'Lost' })).toEqual({ status: 500, type: 'application/json', body: {} });
  });
});
