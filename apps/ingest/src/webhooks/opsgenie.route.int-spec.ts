import { eventually } from '@ringdown/testkit';
import { ingestInTest } from '../testing/ingest-in-test.js';
import { anIntegration, pushServer } from '../testing/push-server.js';

/** Two integrations. */
const tokens = {
  ready: true,
  find: (token: string) =>
    Promise.resolve(
      ['tok', 'other'].includes(token) ? anIntegration({ id: token === 'tok' ? 'int_1' : 'int_2' }) : undefined,
    ),
};

const ingest = ingestInTest(tokens);

interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}
async function ask(
  request: string,
  body?: unknown,
  { key = 'GenieKey tok', at = ingest.server }: { key?: string | null; at?: typeof ingest.server } = {},
): Promise<Answered> {
  const [method = '', path = ''] = request.split(' ');
  const answer = await fetch(`${at.origin}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(key === null ? {} : { authorization: key }) },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Answered['body'], headers: answer.headers };
}

const { alerts: accepted } = ingest;
const like = (text: string): unknown => expect.stringContaining(text);
const taken = {
  status: 202,
  body: {
    result: 'Request will be processed',
    took: expect.any(Number) as number,
    requestId: expect.any(String) as string,
  },
};
const refused = (status: number, message: unknown) => ({
  status,
  body: { message, took: expect.any(Number) as number, requestId: expect.any(String) as string },
});
const stateOf = (requestId: unknown): Promise<Answered> =>
  eventually(async () => {
    const answer = await ask(`GET /v2/alerts/requests/${String(requestId)}`);
    expect(answer.status).toBe(200);
    return answer;
  });

it('creates an alert, notes, acknowledges and closes it by its alias', async () => {
  expect(await ask('POST /v2/alerts', { message: 'Disk full', alias: 'disk/db-1', priority: 'P1' })).toMatchObject(
    taken,
  );
  const named = '/v2/alerts/disk%2Fdb-1';
  expect(await ask(`POST ${named}/notes?identifierType=alias`, { note: 'on it', user: 'Anna' })).toMatchObject(taken);
  expect(await ask(`POST ${named}/acknowledge?identifierType=alias`)).toMatchObject(taken);
  expect(await ask(`POST ${named}/close?identifierType=alias`, { note: 'done' })).toMatchObject(taken);
  expect(await accepted(4)).toMatchObject([
    { title: 'Disk full', key: 'disk/db-1', status: 'trigger', priority: 'p1' },
    { key: 'disk/db-1', status: 'note', note: 'Anna: on it' },
    { key: 'disk/db-1', status: 'acknowledge' },
    { key: 'disk/db-1', status: 'resolve', note: 'done' },
  ]);
});

it.each([[{}], [{ alias: 'disk/db-1' }]])('closes an alert by the id that its request tells: %j', async (fields) => {
  const created = await ask('POST /v2/alerts', { message: 'Disk full', ...fields });
  expect(created.headers.get('x-request-id')).toBe(created.body.requestId);
  const { body } = await stateOf(created.body.requestId);
  expect(body).toMatchObject({
    data: { success: true, isSuccess: true, action: 'Create', status: 'Created alert', integrationId: 'int_1' },
    requestId: created.body.requestId,
  });
  const { alertId } = body.data as { alertId: string };
  expect(await ask(`POST /v2/alerts/${alertId}/close`, {})).toMatchObject(taken);
  expect(await ask(`DELETE /v2/alerts/${alertId}`)).toMatchObject(taken);
  const keys = (await accepted(3)).map(({ key }) => key);
  expect(new Set(keys).size).toBe(1);
});

it('means our number of the incident by a tiny id', async () => {
  expect(await ask('POST /v2/alerts/142/close?identifierType=tiny', {})).toMatchObject(taken);
  expect(await accepted(1)).toMatchObject([{ incidentNumber: 142, key: null, title: '', status: 'resolve' }]);
});

it('accepts what changes nothing here, and tells so', async () => {
  const { body } = await ask('POST /v2/alerts/x/snooze', { endTime: '2026-01-05T10:00:00Z' });
  expect((await stateOf(body.requestId)).body.data).toMatchObject({
    isSuccess: false,
    action: 'Snooze',
    status: 'Snooze changes nothing here.',
  });
  await accepted(0);
});

it('opens an incident with all that was sent for an alert without a message', async () => {
  expect(await ask('POST /v2/alerts', { source: 'db-1' })).toMatchObject(taken);
  expect(await accepted(1)).toMatchObject([
    { status: 'trigger', body: { source: 'db-1' }, warnings: [like('neither')] },
  ]);
});

it('takes the key from the query, as old clients send it, and keeps it nowhere', async () => {
  expect(await ask('POST /v2/alerts?apiKey=tok', { message: 'x' }, { key: null })).toMatchObject(taken);
  await accepted(1);
  const rows = await ingest.database.query('select headers from received_event');
  expect(rows).toEqual([{ headers: expect.not.objectContaining({ authorization: like('') }) as object }]);
  expect(JSON.stringify(rows)).not.toContain('apiKey');
});

it.each<[string, { request?: string; body?: unknown; key?: string | null }, number, unknown]>([
  ['no key', { key: null }, 401, 'Could not authenticate'],
  ['another scheme', { key: 'Bearer tok' }, 401, 'Could not authenticate'],
  ['an unknown key', { key: 'GenieKey stranger' }, 401, 'Could not authenticate'],
  ['broken JSON', { body: '{"message":}' }, 400, like('not valid JSON')],
  ['an empty body', { body: '' }, 400, like('empty')],
  ['an empty note', { request: 'POST /v2/alerts/x/notes', body: { note: '' } }, 422, like('note')],
  ['a tiny id that is none', { request: 'POST /v2/alerts/x/close?identifierType=tiny' }, 422, like('number')],
  ['too much', { body: { message: 'x'.repeat(512 * 1024) } }, 413, like('512 KiB')],
  ['another address', { request: 'POST /v2/users' }, 404, like('/v2/alerts')],
  ['another method', { request: 'PUT /v2/alerts' }, 405, like('POST')],
])('refuses %s as Opsgenie does', async (_what, { request = 'POST /v2/alerts', body = {}, key }, status, message) => {
  const answer = await ask(request, body, key === undefined ? {} : { key });
  expect(answer).toMatchObject(refused(status, message));
  await accepted(0);
});

it('does not know a request that nobody made', async () => {
  expect(await ask('GET /v2/alerts/requests/evt_1')).toMatchObject(refused(404, like('not found')));
});

it('tells nobody of another integration’s requests, nor of what was pushed', async () => {
  const { body } = await ask('POST /v2/alerts', { message: 'x' });
  await stateOf(body.requestId);
  const asked = `GET /v2/alerts/requests/${String(body.requestId)}`;
  expect(await ask(asked, undefined, { key: 'GenieKey other' })).toMatchObject(refused(404, like('not found')));
  await ingest.server.push({ title: 'pushed' });
  const pushed = await eventually(async () => {
    const [row] = await ingest.database.query<{ id: string }>(
      `select id from received_event where read_as = 'webhook'`,
    );
    expect(row).toBeDefined();
    return row?.id;
  });
  expect(await ask(`GET /v2/alerts/requests/${String(pushed)}`)).toMatchObject(refused(404, like('not found')));
});

it('asks to send again as long as it knows no configuration', async () => {
  const unready = await pushServer(ingest.line.url, { ready: false, find: () => Promise.resolve(undefined) });
  expect(await ask('POST /v2/alerts', { message: 'x' }, { at: unready })).toMatchObject(refused(500, like('again')));
  await unready.close();
});

describe('with Postgres unavailable', () => {
  it('accepts all the same, and cannot tell the state meanwhile', async () => {
    ingest.line.cut();
    const { status, body } = await ask('POST /v2/alerts', { message: 'x', alias: 'a' });
    expect(status).toBe(202);
    expect(await ask(`GET /v2/alerts/requests/${String(body.requestId)}`)).toMatchObject(refused(503, like('again')));
    ingest.line.mend();
    expect((await stateOf(body.requestId)).body.data).toMatchObject({ alias: 'a', isSuccess: true });
  });

  it('asks to send again where the journal fails too', async () => {
    ingest.line.cut();
    await ingest.server.journal.close();
    expect(await ask('POST /v2/alerts', { message: 'x' })).toMatchObject(refused(500, like('again')));
    expect(await ask('POST /v2/alerts/x/close', {})).toMatchObject(refused(500, like('again')));
  });
});
