import { eventually } from '@ringdown/testkit';
import { ingestInTest } from '../testing/ingest-in-test.js';
import { pushServer } from '../testing/push-server.js';
import { alertmanagerBody, pagerdutyBody } from '../testing/sender-bodies.js';

interface Received {
  readonly read_as: string;
  readonly refusal: string | null;
  readonly warnings: string[];
  readonly headers: Record<string, string>;
  readonly alerts: readonly unknown[];
}

const ingest = ingestInTest();

async function send(body: unknown, { path = '/v2/enqueue', headers = {}, at = ingest.server } = {}) {
  const answer = await fetch(`${at.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const event = (fields: object = {}): object => pagerdutyBody({ routing_key: 'tok', ...fields });
const { alerts: accepted } = ingest;
const received = (count = 1): Promise<Received[]> =>
  eventually(async () => {
    const rows = await ingest.database.query<Received>('select * from received_event order by id');
    expect(rows).toHaveLength(count);
    return rows;
  });
const invalid = (...errors: unknown[]) => ({
  status: 400,
  body: { status: 'invalid event', message: 'Event object is invalid', errors },
});
const like = (text: string): unknown => expect.stringContaining(text);

it('takes a trigger, an acknowledgement and a resolve, and answers the key that was sent', async () => {
  for (const event_action of ['trigger', 'acknowledge', 'resolve']) {
    expect(await send(event({ event_action }))).toEqual({
      status: 202,
      body: { status: 'success', message: 'Event processed', dedup_key: 'disk/db-1' },
    });
  }
  const alerts = await accepted(3);
  expect(alerts.map(({ status, key }) => [status, key])).toEqual([
    ['trigger', 'disk/db-1'],
    ['acknowledge', 'disk/db-1'],
    ['resolve', 'disk/db-1'],
  ]);
  expect(JSON.stringify(alerts)).not.toContain('"tok"');
});

it('makes a key for a trigger without one, by which it is resolved', async () => {
  const { body } = await send(event({ dedup_key: undefined }));
  expect(body.dedup_key).toMatch(/^[0-9a-f]{32}$/);
  expect(await send({ routing_key: 'tok', event_action: 'resolve', dedup_key: body.dedup_key })).toMatchObject({
    status: 202,
  });
  const other = await send(event({ dedup_key: ' ' }));
  expect((await accepted(3)).map(({ key }) => key)).toEqual([body.dedup_key, body.dedup_key, other.body.dedup_key]);
});

it.each([
  ['/v2/enqueue/', {}],
  ['/x-ere/enqueue', {}],
  ['/x-ere/tok', { routing_key: undefined }],
  ['/integration/tok/enqueue', { routing_key: undefined }],
])('takes an event at %s', async (path, fields) => {
  expect(await send(event(fields), { path })).toMatchObject({ status: 202, body: { dedup_key: 'disk/db-1' } });
  expect(await accepted(1)).toMatchObject([{ title: 'Disk of db-1 is full', key: 'disk/db-1' }]);
});

it('takes the key from the header where the body has none, as some clients send it', async () => {
  const headers = { 'x-routing-key': 'tok' };
  expect(await send(event({ routing_key: undefined }), { headers })).toMatchObject({ status: 202 });
});

it('takes any monitor’s body at an address with a key in it, each alert by its own key', async () => {
  const answer = await send(alertmanagerBody(), { path: '/integration/tok/enqueue' });
  expect(answer).toEqual({ status: 202, body: { status: 'success', message: 'Event processed' } });
  expect(await accepted(1)).toMatchObject([{ key: '00d1f5a1c2b3e4f5' }]);
});

it('takes events of version 1, and answers them so', async () => {
  const path = '/generic/2010-04-15/create_event.json';
  const trigger = { service_key: 'tok', event_type: 'trigger', description: 'Disk full', details: { used: 0.97 } };
  const { status, body } = await send(trigger, { path });
  expect([status, body]).toEqual([
    200,
    { status: 'success', message: 'Event processed', incident_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
  ]);
  const resolve = { service_key: 'tok', event_type: 'resolve', incident_key: body.incident_key };
  expect(await send(resolve, { path })).toMatchObject({ status: 200, body: { incident_key: body.incident_key } });
  expect(await accepted(2)).toMatchObject([
    { title: 'Disk full', key: body.incident_key, body: { event_type: 'trigger', details: { used: 0.97 } } },
    { key: body.incident_key, status: 'resolve' },
  ]);
  expect(await send({ service_key: 'tok', event_type: 'resolve' }, { path })).toEqual(invalid(like('incident_key')));
});

it.each(['/v2/change/enqueue', '/x-change/enqueue'])(
  'keeps what changed at %s, and changes no incident',
  async (path) => {
    const change = { routing_key: 'tok', payload: { summary: 'Deployed 42', timestamp: '2026-01-05T09:00:00.000Z' } };
    expect(await send(change, { path })).toEqual({
      status: 202,
      body: { status: 'success', message: 'Change event processed' },
    });
    expect(await received()).toMatchObject([
      {
        read_as: 'pagerduty',
        warnings: ['Change event: “Deployed 42”; it changes no incident.'],
        alerts: [],
        headers: { ':request': 'POST /v2/change/enqueue' },
      },
    ]);
    await accepted(0);
  },
);

it.each<[string, unknown, unknown]>([
  ['no routing key', { event_action: 'trigger' }, `'routing_key' is missing or blank`],
  ['a routing key that is no text', event({ routing_key: 7 }), `'routing_key' is missing or blank`],
  ['an unknown routing key', event({ routing_key: 'stranger' }), 'Invalid routing key'],
  ['no action', event({ event_action: null }), `'event_action' is missing or blank`],
  ['an action that is none', event({ event_action: 'explode' }), like('"explode"')],
  ['an acknowledgement of nothing', event({ event_action: 'acknowledge', dedup_key: null }), like(`'dedup_key'`)],
  ['broken JSON', '{"routing_key":"tok",}', like('line 1, column 22')],
  ['an array', '[]', like('not an object')],
  ['nothing', '', like('empty')],
])('refuses %s as PagerDuty does', async (_what, body, error) => {
  expect(await send(body)).toEqual(invalid(error));
  await accepted(0);
});

it('keeps what it refused, to be looked at', async () => {
  await send(event({ event_action: 'explode' }));
  await send('{', { path: '/integration/tok/enqueue' });
  const all = await received(2);
  expect(all.map(({ refusal }) => refusal)).toEqual([like('explode'), like('not valid JSON')]);
});

it('opens an incident by its key for a trigger that cannot be read, and names the fault', async () => {
  expect(await send(event({ payload: { summary: { a: 1 } } }))).toMatchObject({
    status: 202,
    body: { dedup_key: 'disk/db-1' },
  });
  const made = await send(event({ payload: 'none', dedup_key: undefined }));
  expect(await accepted(2)).toMatchObject([
    { key: 'disk/db-1', status: 'trigger', warnings: [like('payload.summary: expected a text, got {"a":1}')] },
    { key: made.body.dedup_key, status: 'trigger', warnings: [like('payload: expected an object')] },
  ]);
  expect(JSON.stringify(await accepted(2))).not.toContain('routing_key');
});

it('takes 512 KiB and not a byte more, and says so in PagerDuty’s words', async () => {
  const empty = JSON.stringify(event({ client: '' }));
  const ofSize = (bytes: number) =>
    empty.replace('"client":""', `"client":"${'x'.repeat(bytes - Buffer.byteLength(empty))}"`);
  expect(await send(ofSize(512 * 1024))).toMatchObject({ status: 202 });
  for (const bytes of [512 * 1024 + 1, 9 * 1024 * 1024]) {
    expect(await send(ofSize(bytes))).toEqual({ ...invalid(like('512 KiB')), status: 413 });
  }
});

it.each(['GET', 'PUT', 'DELETE'])('refuses %s', async (method) => {
  const answer = await fetch(`${ingest.server.origin}/v2/enqueue`, { method });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  expect(await answer.json()).toMatchObject({ status: 'invalid event', errors: [like('POST')] });
});

it('asks to send again as long as it knows no configuration', async () => {
  const unready = await pushServer(ingest.line.url, { ready: false, find: () => Promise.resolve(undefined) });
  for (const body of [event(), '{']) {
    expect(await send(body, { at: unready })).toMatchObject({ status: 500, body: { status: 'internal error' } });
  }
  await unready.close();
});

describe('with Postgres unavailable', () => {
  it('accepts all the same', async () => {
    ingest.line.cut();
    expect(await send(event())).toMatchObject({ status: 202, body: { dedup_key: 'disk/db-1' } });
    ingest.line.mend();
    expect(await accepted(1)).toMatchObject([{ key: 'disk/db-1' }]);
  });

  it('asks to send again where the journal fails too', async () => {
    ingest.line.cut();
    await ingest.server.journal.close();
    expect(await send(event())).toMatchObject({ status: 500, body: { status: 'internal error' } });
    expect(await send(event(), { path: '/generic/2010-04-15/create_event.json' })).toMatchObject({ status: 500 });
  });
});
