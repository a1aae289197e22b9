import type { Client } from '../testing/client.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';
import type { Role } from '../who/index.js';

/** Every route of the API and the least role that may call it: a route that is not named here fails the test. */
const routes: Readonly<Record<string, Role | 'public'>> = {
  'POST /auth/login': 'public',
  'GET /api/openapi.json': 'public',
  'GET /api/docs': 'public',
  'POST /auth/logout': 'viewer',
  'GET /me': 'viewer',
  'PATCH /me': 'responder',
  'GET /api-keys': 'admin',
  'GET /api-keys/:id': 'admin',
  'POST /api-keys': 'admin',
  'DELETE /api-keys/:id': 'admin',
  'GET /audit-log': 'admin',
  'GET /settings': 'viewer',
  'GET /readiness': 'viewer',
  'PATCH /settings': 'admin',
  'GET /on-call': 'viewer',
  'GET /schedules/:id/on-call': 'viewer',
  'GET /schedules/:id/shifts': 'viewer',
  'GET /schedules/:id/overrides': 'viewer',
  'POST /schedules/:id/overrides': 'responder',
  'DELETE /schedules/:id/overrides/:overrideId': 'responder',
  'POST /provider-accounts/:id/verify': 'admin',
  'POST /integrations/:id/rotate-token': 'admin',
  'POST /channels/:id/test': 'admin',
  'GET /calls': 'viewer',
  'GET /calls/:id': 'viewer',
  'GET /calls/:id/recording': 'viewer',
  'GET /calls/:id/voicemail': 'viewer',
  'GET /calls/export.csv': 'viewer',
  'PATCH /calls/:id': 'responder',
  'DELETE /calls/:id': 'responder',
  'POST /calls/:id/incident': 'responder',
  'PUT /calls/:id/incident': 'responder',
  'DELETE /calls/:id/incident': 'responder',
  'GET /lines/:id/preview': 'viewer',
  'POST /lines/:id/provision': 'admin',
  'POST /lines/:id/test-mode': 'responder',
  'DELETE /lines/:id/test-mode': 'responder',
  'GET /audio': 'viewer',
  'GET /audio/:id': 'viewer',
  'GET /audio/:id/content': 'viewer',
  'POST /audio': 'admin',
  'DELETE /audio/:id': 'admin',
  'POST /users/:id/phone/verify': 'responder',
  'POST /users/:id/phone/confirm': 'responder',
  'POST /calls/:id/contact': 'responder',
  'GET /incidents': 'viewer',
  'GET /incidents/:id': 'viewer',
  'POST /incidents': 'responder',
  'PATCH /incidents/:id': 'responder',
  'POST /incidents/:id/acknowledge': 'responder',
  'POST /incidents/:id/resolve': 'responder',
  'POST /incidents/:id/reopen': 'responder',
  'POST /incidents/:id/notes': 'responder',
  'GET /deliveries': 'viewer',
  'POST /deliveries/:id/resend': 'responder',
  ...Object.fromEntries(
    [
      'users',
      'teams',
      'contacts',
      'schedules',
      'escalation-policies',
      'provider-accounts',
      'lines',
      'integrations',
      'channels',
    ].flatMap((path) => [
      [`GET /${path}`, 'viewer'],
      [`GET /${path}/:id`, 'viewer'],
      [`POST /${path}`, 'admin'],
      [`PATCH /${path}/:id`, 'admin'],
      [`DELETE /${path}/:id`, 'admin'],
    ]),
  ),
};
const ranks = { viewer: 1, responder: 2, admin: 3 } as const;

let control: ControlUnderTest;
const keys = new Map<Role, Client>();
beforeAll(async () => {
  control = await startControl();
  for (const role of ['viewer', 'responder', 'admin'] as const) {
    const { body } = await control.client.post('/api-keys', { name: role, role });
    keys.set(role, control.client.with({ authorization: `Bearer ${String(body['key'])}` }));
  }
});
afterAll(() => control.stop());

it('knows every route there is', () => {
  const there = control.routes
    .filter(({ method }) => method !== 'HEAD')
    .map(({ method, url }) => `${method} ${url.replace('/api/v1', '')}`);
  expect([...new Set(there)].sort()).toEqual(Object.keys(routes).sort());
});

const cases = Object.entries(routes).flatMap(([route, least]) =>
  (['nobody', 'viewer', 'responder', 'admin'] as const).map((who) => ({ route, least, who })),
);

it.each(cases)('$route as $who (needs $least)', async ({ route, least, who }) => {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replace(':id', 'nothing_1').replace(':overrideId', 'nothing_2');
  const client = who === 'nobody' ? control.client.nobody() : keys.get(who);
  const body = method === 'GET' || method === 'DELETE' ? undefined : {};
  const { status } = (await client?.send(method as 'GET', path, body)) ?? { status: 0 };
  if (least === 'public') expect([200, 400]).toContain(status);
  else if (who === 'nobody') expect(status).toBe(401);
  else if (ranks[who] < ranks[least]) expect(status).toBe(403);
  else expect([401, 403]).not.toContain(status);
});

it('refuses a key that is not, or no longer, one', async () => {
  const { client } = control;
  const { body } = await client.post('/api-keys', { name: 'short-lived', role: 'admin' });
  const holder = client.with({ authorization: `Bearer ${String(body['key'])}` });
  expect((await holder.get('/users')).status).toBe(200);
  expect((await client.delete(`/api-keys/${body.id}`)).status).toBe(204);
  const refused = await holder.get('/users');
  expect(refused).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
  expect((await client.with({ authorization: 'Basic eDp5' }).get('/users')).status).toBe(401);
});

it('tells a key once, and keeps its hash only', async () => {
  const { client, database } = control;
  const { body } = await client.post('/api-keys', { name: 'once' });
  const key = String(body['key']);
  expect(key).toMatch(/^rd_[\w-]{32}$/);
  const { text, body: again } = await client.get(`/api-keys/${body.id}`);
  expect(again).toMatchObject({ name: 'once', role: 'responder', prefix: key.slice(0, 8) });
  expect(text).not.toContain(key);
  expect(JSON.stringify(await database.query('select * from api_key'))).not.toContain(key);
});
