import { createHash } from 'node:crypto';
import { type Access, isAllowed, type Role } from '../api/actor.js';
import { accessTable, tableKey } from '../testing/access-table.js';
import { admin, type ControlUnderTest, type Route, startControl } from '../testing/start-control.js';

/** Whoever asks: nobody, a program with each role, and an admin's browser whose session is over or that lacks the CSRF token. */
const callers = ['none', 'viewer', 'responder', 'admin', 'ended', 'foreign', 'missing'] as const;
type Caller = (typeof callers)[number];
type Headers = Readonly<Record<string, string>>;

let control: ControlUnderTest;
const headersOf = {} as Record<Caller, Headers>;

beforeAll(async () => {
  control = await startControl();
  headersOf.none = {};
  for (const role of ['viewer', 'responder', 'admin'] as const) {
    const { key } = await control.client.made('/api-keys', { name: role, role });
    headersOf[role] = { authorization: `Bearer ${String(key)}` };
  }
  const [ended, own, other] = [await session(), await session(), await session()];
  headersOf.ended = ended;
  headersOf.foreign = { ...own, 'x-csrf-token': other['x-csrf-token'] };
  headersOf.missing = { cookie: own.cookie };
  const { status } = await control.client.nobody().with(ended).post('/auth/logout');
  if (status !== 204) throw new Error(`signing out answered ${status}`);
});
afterAll(() => control.stop());

async function session(): Promise<{ cookie: string; 'x-csrf-token': string }> {
  const { headers, body } = await control.client.nobody().post('/auth/login', admin);
  return { cookie: String(headers['set-cookie']).split(';')[0] ?? '', 'x-csrf-token': String(body['csrfToken']) };
}

const patternOf = ({ url }: Route): string => url.replace(/^\/api\/v1/, '');
/** Closed to all but admins where the table has nothing. */
const accessOf = ({ method, url }: Route): Access => accessTable[tableKey(method, url)] ?? 'admin';
const nameOf = (route: Route): string => `${route.method} ${patternOf(route)}`;
/** Each once, whatever it was registered for. */
const discovered = (): Route[] => [...new Map(control.routes.map((route) => [nameOf(route), route])).values()];
const changes = (method: string): boolean => !['GET', 'HEAD'].includes(method);

/** 401, 403, or null where whoever asks is let in. */
function refusal(caller: Caller, { method, url }: Route): number | null {
  const access = accessOf({ method, url });
  if (access === 'public') return null;
  if (caller === 'none' || caller === 'ended') return 401;
  if (caller === 'foreign' || caller === 'missing') return changes(method) ? 403 : null;
  return isAllowed(caller satisfies Role, access) ? null : 403;
}

async function ask(caller: Caller, { method, url }: Route): Promise<number> {
  const { statusCode } = await control.app.inject({
    method: method as 'GET',
    url: url.replace(/:\w+|\*/g, 'nothing'),
    headers: headersOf[caller],
    ...(['POST', 'PUT', 'PATCH'].includes(method) ? { payload: {} } : {}),
  });
  return statusCode;
}

it('has every route that there is in the table, and no other', () => {
  const named = discovered().map(({ method, url }) => tableKey(method, url));
  expect([...new Set(named)].sort()).toEqual(Object.keys(accessTable).sort());
});

it('lets everybody do at every route what the table says', async () => {
  const rows: string[] = [];
  const broken: string[] = [];
  for (const route of discovered()) {
    const statuses = await Promise.all(callers.map((caller) => ask(caller, route)));
    callers.forEach((caller, n) => {
      const [status = 0, expected] = [statuses[n], refusal(caller, route)];
      const isAsExpected = expected === null ? ![401, 403, 500].includes(status) : status === expected;
      if (!isAsExpected) broken.push(`${nameOf(route)} as ${caller}: ${status}, not ${expected ?? 'let in'}`);
    });
    const access = accessOf(route);
    if (route.method !== 'HEAD')
      rows.push(`${nameOf(route).padEnd(48)} ${access.padEnd(9)} ${statuses.join('       ')}`);
  }
  const head = `${''.padEnd(48)} ${'needs'.padEnd(9)} ${callers.map((caller) => caller.padEnd(9)).join(' ')}`;
  process.stdout.write(`${[head, ...rows].join('\n')}\n`);
  expect(broken).toEqual([]);
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
  const kept = JSON.stringify(await database.query('select * from api_key'));
  expect(kept).not.toContain(key);
  expect(kept).toContain(createHash('sha256').update(key).digest('hex'));
});
