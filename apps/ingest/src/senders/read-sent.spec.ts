import { carriedText, DomainError } from '@ringdown/kernel';
import fc from 'fast-check';
import { maxDepth, readBody } from '../bytes/index.js';
import { readSent } from './read-sent.js';

const push = async (sent: string | object, contentType?: string) => {
  const bytes = Buffer.from(typeof sent === 'string' ? sent : JSON.stringify(sent));
  return readSent(await readBody({ contentType, contentEncoding: undefined, bytes }));
};

/** The one event of a push, with the JSON text of its body. */
async function read(...sent: Parameters<typeof push>) {
  const { events, warnings } = await push(...sent);
  const [event, ...others] = events;
  if (!event || others.length > 0) throw new Error(`${events.length} events`);
  expect(event.warnings).toEqual(warnings);
  return { ...event, body: carriedText(event.body) };
}

async function refusal(...sent: Parameters<typeof push>): Promise<string> {
  const error: unknown = await push(...sent).catch((reason: unknown) => reason);
  return error instanceof DomainError && error.kind === 'invalid' ? error.message : 'it was read';
}

const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);
const form = 'application/x-www-form-urlencoded';

describe('our own fields', () => {
  it('are read as a monitor sends them', async () => {
    const body = { host: 'db1', values: [1, null, true], text: 'ä\n' };
    expect(await read({ title: 'Disk full', body, severity: 'sev2', priority: 'p1', status: 'resolve' })).toEqual({
      title: 'Disk full',
      key: null,
      body: JSON.stringify(body),
      severity: 'sev2',
      priority: 'p1',
      status: 'resolve',
      warnings: [],
    });
  });

  it('may all be nothing', async () => {
    const noFields = {
      title: '',
      key: null,
      body: 'null',
      severity: null,
      priority: null,
      status: 'trigger',
      warnings: [],
    };
    expect(await read({ title: null })).toEqual(noFields);
    expect(await read({ title: ' ', body: null, severity: null, priority: '', status: ' ' })).toEqual(noFields);
    expect(await read('title=&status=', form)).toEqual(noFields);
  });

  it.each([
    ['"  Disk full "', 'Disk full'],
    ['"Disk full on db1\\n"', 'Disk full on db1'],
    ['"Disk \\t full"', 'Disk full'],
    ['"Cafe\\u0301"', 'Caf\u00e9'],
    ['" \\n\\u00a0"', ''],
    ['42', '42'],
    ['0', '0'],
    ['12345678901234567890', '12345678901234567890'],
    ['12345678901234567891', '12345678901234567891'],
    ['5.0', '5.0'],
    ['false', 'false'],
    [`"${'x'.repeat(10_000)}"`, 'x'.repeat(10_000)],
  ])('makes a title of %s', async (title, expected) => {
    expect(await read(`{"title":${title}}`)).toMatchObject({ title: expected, warnings: [] });
  });

  it.each([[{}], [[]], [{ text: 'Disk full' }]])('refuse %j as a title', async (title) => {
    expect(await refusal({ title })).toBe('Send title as a string.');
  });

  it.each([
    [{ severity: 'high' }, 'severity: expected sev1, sev2 or sev3, got "high"'],
    [{ severity: 1 }, 'severity: expected sev1, sev2 or sev3, got 1'],
    [{ severity: ['sev1'] }, 'severity: expected sev1, sev2 or sev3, got ["sev1"]'],
    [{ priority: 'urgent' }, 'priority: expected p1, p2, p3, p4 or p5, got "urgent"'],
    [{ status: 'flapping' }, 'status: expected trigger, acknowledge or resolve, got "flapping"; it triggers'],
    [{ status: true }, 'status: expected trigger, acknowledge or resolve, got true; it triggers'],
    [{ status: ['ok'] }, 'status: expected trigger, acknowledge or resolve, got ["ok"]; it triggers'],
    [{ status: 'constructor' }, 'status: expected trigger, acknowledge or resolve, got "constructor"; it triggers'],
  ])('leave %j out and say so', async (fields, warning) => {
    expect(await read({ title: 'Disk full', ...fields })).toMatchObject({
      title: 'Disk full',
      severity: null,
      priority: null,
      status: 'trigger',
      warnings: [warning],
    });
  });

  it('name every bad one at once', async () => {
    const { warnings } = await read({ title: 'x', severity: 'high', priority: 'urgent', status: 'flapping' });
    expect(warnings).toHaveLength(3);
  });

  it.each([
    [{ severity: 'SEV1' }, { severity: 'sev1' }],
    [{ severity: 'SEV2' }, { severity: 'sev2' }],
    [{ priority: ' P3 ' }, { priority: 'p3' }],
    [{ priority: 'P1' }, { priority: 'p1' }],
  ])('are not strict about the case of %j', async (fields, expected) => {
    expect(await read({ title: 'x', ...fields })).toMatchObject({ ...expected, warnings: [] });
  });

  it('quote a long value only so far', async () => {
    const { warnings } = await read({ title: 'x', severity: 'y'.repeat(5000) });
    expect(warnings[0]?.length).toBeLessThan(200);
  });
});

describe('status', () => {
  it.each(
    Object.entries({
      resolve:
        'resolve resolved ok okay up recovered recovery closed close cleared clear inactive normal success green',
      acknowledge: 'acknowledge acknowledged ack',
      trigger: 'trigger triggered firing alerting down problem open critical error',
    }).flatMap(([status, words]) => words.split(' ').map((word) => [word, status])),
  )('%s, however it is written, means %s', async (word, status) => {
    const capital = word.charAt(0).toUpperCase() + word.slice(1);
    for (const written of [word, word.toUpperCase(), capital, ` ${word}\n`]) {
      expect(await read({ title: 'x', status: written })).toMatchObject({ status, warnings: [] });
      expect(await read(`title=x&status=${encodeURIComponent(written)}`, form)).toMatchObject({ status, warnings: [] });
    }
  });
});

describe('a body', () => {
  it.each([
    ['{"id":2868860079149422351,"v":5.0,"huge":1e400}'],
    ['{"10":1,"2":[],"__proto__":{"a":1},"2":0.10}'],
    ['[-0,1E+2,1.10,12345678901234567890123]'],
    ['5.0'],
    ['"text"'],
    ['false'],
    ['[]'],
  ])('is kept to the digit: %s', async (body) => {
    const loose = body.replace(/([:,[{])(?=\S)/g, '$1 ').replace(/" text"/, '"text"');
    for (const written of [body, loose]) {
      expect(await read(`{"title":"t","body": ${written} }`)).toMatchObject({ body, warnings: [] });
    }
  });

  it('keeps none of our fields as well as all of them', async () => {
    const sent = '{ "host" : "db1", "id": 2868860079149422351 , "__proto__": 5.0 }';
    expect(await read(sent)).toMatchObject({
      title: '',
      status: 'trigger',
      body: '{"host":"db1","id":2868860079149422351,"__proto__":5.0}',
      warnings: [
        'None of title, body, severity, priority or status is in the body: the incident has no title, and the whole body as its details.',
      ],
    });
    expect(await read({})).toMatchObject({ body: '{}', warnings: [expect.stringContaining('None of title')] });
  });

  it('is that of the last, where a name comes twice', async () => {
    expect(await read('{"body":1.0,"title":"a","body":2.0,"title":3.0}')).toMatchObject({ title: '3.0', body: '2.0' });
  });

  it('loses what Postgres cannot hold, and says so', async () => {
    expect(await read('{"title":"a\\u0000b","body":{"k\\u0000":["\\ud83d","\\ud83d\\ude00",1.0]}}')).toMatchObject({
      title: 'a\ufffdb',
      body: '{"k\ufffd":["\ufffd","😀",1.0]}',
      warnings: [
        'title: characters that are not text were replaced',
        'body: characters that are not text were replaced',
      ],
    });
  });

  it('is refused where it is nested too deeply, also where JSON.parse would not see it', async () => {
    expect((await read({ body: nested(maxDepth) })).status).toBe('trigger');
    expect(await refusal({ body: nested(maxDepth + 1) })).toContain('200 levels of nesting');
    const hidden = `{"body":{"a":${JSON.stringify(nested(maxDepth + 1))},"a":1}}`;
    expect(await refusal(hidden)).toContain('200 levels of nesting');
    const payload = encodeURIComponent(JSON.stringify({ title: 'x', body: nested(maxDepth + 1) }));
    expect(await refusal(`payload=${payload}`, form)).toContain('200 levels of nesting');
    expect((await read(`title=x&payload=${payload}`, form)).title).toBe('x');
  });

  it('goes on unchanged, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 1, '\t'), async (body, space) => {
        const { body: text, warnings } = await read(JSON.stringify({ title: 't', body }, null, space));
        if (warnings.length === 0) expect(text).toBe(JSON.stringify(body));
        expect(text).not.toContain('\\u0000');
      }),
    );
  });
});

describe('a form', () => {
  it('has a body that is text', async () => {
    expect(await read('title=Disk+full&body={"a":1.0}&severity=SEV2', form)).toMatchObject({
      title: 'Disk full',
      body: '"{\\"a\\":1.0}"',
      severity: 'sev2',
    });
  });

  it.each([
    ['alert=Disk+full&state=down', 'it has "alert", "state"'],
    ['payload={"text":"Disk full"}', 'it has "payload"'],
    ['payload=Disk+full', 'it has "payload"'],
    ['payload=["title"]', 'it has "payload"'],
    ['&&', 'it has no fields'],
  ])('is refused where it has none of our fields: %s', async (sent, came) => {
    expect(await refusal(sent, form)).toContain(`none of title, body, severity, priority or status; ${came}`);
  });

  it('may hold the JSON of a sender, or ours, in its payload', async () => {
    const payload = (json: object) => `payload=${encodeURIComponent(JSON.stringify(json))}&token=x`;
    expect(await read(payload({ title: 'Disk full', status: 'ok' }), form)).toMatchObject({
      title: 'Disk full',
      status: 'resolve',
    });
    const opsgenie = { action: 'Close', alert: { alias: 'a1', message: 'Disk full' } };
    expect(await read(payload(opsgenie), form)).toMatchObject({ key: 'a1', status: 'resolve' });
  });
});

it('hands the warnings about bytes on, before its own', async () => {
  const bytes = Buffer.from('{"title":"St\xf6rung","severity":"high"}', 'latin1');
  const { events, warnings } = readSent(await readBody({ contentType: undefined, contentEncoding: undefined, bytes }));
  expect(warnings).toEqual([expect.stringContaining('Windows-1252'), expect.stringContaining('severity')]);
  expect(events).toMatchObject([{ title: 'Störung', warnings }]);
});
