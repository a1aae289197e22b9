import { admin, adminKey, type ControlUnderTest, startControl } from '../testing/start-control.js';
import { FirstStart } from '../users/first-start.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

const signIn = async (credentials: object = admin) => {
  const nobody = control.client.nobody();
  const { status, body, headers } = await nobody.post('/auth/login', credentials);
  const cookie = String(headers['set-cookie'] ?? '').split(';')[0] ?? '';
  return { status, body, headers, cookie, client: nobody.with({ cookie }), csrf: String(body['csrfToken']) };
};

it('signs in, knows who it is, and signs out', async () => {
  const { status, body, headers, client, csrf } = await signIn();
  expect({ status, body }).toMatchObject({ status: 200, body: { email: admin.email, role: 'admin' } });
  const [pair, ...attributes] = String(headers['set-cookie']).split('; ');
  expect(pair).toMatch(/^ringdown_session=[\w-]{43}$/);
  expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax']);
  expect((await client.get('/me')).body).toMatchObject({ email: admin.email, csrfToken: csrf });
  expect((await client.with({ 'x-csrf-token': csrf }).post('/auth/logout')).status).toBe(204);
  expect((await client.get('/me')).status).toBe(401);
});

it('binds the cookie to the host under https', async () => {
  const https = await startControl({ PUBLIC_URL: 'https://ringdown.example.com' });
  const { headers } = await https.client.nobody().post('/auth/login', admin);
  const [pair, ...attributes] = String(headers['set-cookie']).split('; ');
  expect(pair).toMatch(/^__Host-ringdown_session=[\w-]{43}$/);
  expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', 'Secure']);
  expect(headers['strict-transport-security']).toBeDefined();
  await https.stop();
});

it('changes nothing with a cookie and without the CSRF token', async () => {
  const { client, csrf } = await signIn();
  const contact = { name: 'By session', phone: '+14156040017' };
  for (const token of [undefined, '', 'x'.repeat(43), (await signIn()).csrf]) {
    const refused = await client.with(token === undefined ? {} : { 'x-csrf-token': token }).post('/contacts', contact);
    expect(refused.status).toBe(403);
  }
  expect((await client.with({ 'x-csrf-token': csrf }).post('/contacts', contact)).status).toBe(201);
  expect((await control.client.get('/audit-log?limit=1')).body.items[0]).toMatchObject({
    actor: { type: 'user', name: 'Administrator' },
  });
});

it('says the same of a wrong password, an unknown e-mail and one who has no password', async () => {
  await control.client.made('/users', { name: 'No password', email: 'none@ringdown.example' });
  const password = 'wrong-password';
  const answers = await Promise.all(
    [admin.email, 'unknown@ringdown.example', 'none@ringdown.example'].map((email) => signIn({ email, password })),
  );
  expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401]);
  expect(new Set(answers.map((answer) => answer.body['detail'])).size).toBe(1);
});

it('lets nobody give themselves a role', async () => {
  const email = 'eve@ringdown.example';
  await control.client.made('/users', { name: 'Eve', email, password: 'eves-password' });
  const { client, csrf } = await signIn({ email, password: 'eves-password' });
  const refused = await client.with({ 'x-csrf-token': csrf }).patch('/me', { role: 'admin' });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'role' }] } });
});

it('refuses a form, which a foreign page could send', async () => {
  const form = control.client.nobody().with({ 'content-type': 'application/x-www-form-urlencoded' });
  expect((await form.post('/auth/login', 'email=a&password=b')).status).toBe(415);
});

it('starts again without making a second admin or key', async () => {
  const count = async () => [
    (await control.client.get('/users?limit=200')).body.items.filter((user) => user['role'] === 'admin').length,
    (await control.client.get('/api-keys')).body.items.length,
  ];
  const before = await count();
  await control.app.get(FirstStart, { strict: false }).run();
  expect(await count()).toEqual(before);
  expect((await control.client.with({ authorization: `Bearer ${adminKey}` }).get('/me')).status).toBe(200);
});
