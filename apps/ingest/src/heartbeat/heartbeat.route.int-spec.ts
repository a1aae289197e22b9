import { eventually } from '@ringdown/testkit';
import { ingestInTest } from '../testing/ingest-in-test.js';
import { anIntegration, pushServer } from '../testing/push-server.js';

const integrations = new Map([
  ['tok', anIntegration({ type: 'heartbeat', everyMinutes: 5, graceMinutes: 1 })],
  ['other', anIntegration({ id: 'int_2', name: 'Prometheus', type: 'alertmanager' })],
]);
const tokens = { ready: true, find: (token: string) => Promise.resolve(integrations.get(token)) };

const ingest = ingestInTest(tokens);

const pings = (count: number) =>
  eventually(async () => {
    const rows = await ingest.database.query<{ integration_id: string; read_as: string; via: string; body: Buffer }>(
      'select integration_id, read_as, via, body from received_event order by id',
    );
    expect(rows).toHaveLength(count);
    return rows;
  });
const call = (path: string, init: RequestInit = {}) => fetch(`${ingest.server.origin}${path}`, init);

it.each(['GET', 'HEAD', 'POST'])('takes %s as a ping', async (method) => {
  const answer = await call('/tok/heartbeat', { method });
  expect([answer.status, await answer.text()]).toEqual([200, method === 'HEAD' ? '' : '{"Ok":true}']);
  expect(await pings(1)).toMatchObject([{ integration_id: 'int_1', read_as: 'heartbeat', via: 'http' }]);
});

it('takes a final slash, a query and any body, of which it keeps the beginning', async () => {
  expect((await call('/tok/heartbeat/?from=cron')).status).toBe(200);
  for (const body of ['{broken', 'x'.repeat(100_000), Buffer.alloc(9 * 1024 * 1024)]) {
    const headers = { 'content-type': 'what; ever', 'content-encoding': 'none such' };
    expect((await call('/tok/heartbeat', { method: 'POST', headers, body })).status).toBe(200);
  }
  expect((await pings(4)).map(({ body }) => body.length)).toEqual([0, 7, 10_000, 0]);
});

it('takes any number of them at once', async () => {
  const answers = await Promise.all(Array.from({ length: 200 }, () => call('/tok/heartbeat')));
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  await pings(200);
});

it.each(['PUT', 'DELETE', 'PATCH'])('refuses %s', async (method) => {
  const answer = await call('/tok/heartbeat', { method });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('GET, HEAD or POST') as string });
});

it.each([
  ['an unknown token', 'stranger', 'No integration has this token'],
  ['an integration of another type', 'other', '“Prometheus” is no heartbeat. Set its type to heartbeat'],
])('answers 404 to %s, with what to do', async (_what, token, detail) => {
  const answer = await call(`/${token}/heartbeat`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining(detail) as string });
});

it('answers 500 while it does not know the tokens, so that the ping comes again', async () => {
  const unready = await pushServer(ingest.line.url, { ready: false, find: () => Promise.resolve(undefined) });
  const answer = await fetch(`${unready.origin}/tok/heartbeat`);
  expect([answer.status, await answer.json()]).toEqual([500, {}]);
  await unready.close();
});

it('answers 200 with Postgres unavailable, by way of the journal; 500 where that does not take it either', async () => {
  ingest.line.cut();
  expect((await call('/tok/heartbeat')).status).toBe(200);
  await ingest.server.journal.close();
  const answer = await call('/tok/heartbeat');
  expect([answer.status, await answer.json()]).toEqual([500, {}]);
});
