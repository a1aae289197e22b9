import { Clock } from '@ringdown/kernel';
import { SlowAnswers } from '../auth/slow-answers.js';
import { admin, type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
const held: number[] = [];
beforeAll(async () => {
  control = await startControl();
  jest.spyOn(control.app.get(SlowAnswers, { strict: false }), 'hold').mockImplementation((ms) => {
    held.push(ms);
    return Promise.resolve();
  });
  // all in the same instant, so that nothing is forgotten meanwhile
  const now = new Date();
  jest.spyOn(control.app.get(Clock), 'now').mockImplementation(() => now);
});
afterAll(() => control.stop());

const first = 'first-password';
const second = 'second-password';
let people = 0;

async function signIn(email: string, password: string, from = '127.0.0.1') {
  const nobody = control.client.nobody().with({ 'x-forwarded-for': from });
  const { status, body, headers } = await nobody.post('/auth/login', { email, password });
  const cookie = String(headers['set-cookie'] ?? '').split(';')[0] ?? '';
  const client = control.client.nobody().with({ cookie, 'x-csrf-token': String(body['csrfToken']) });
  return { status, client };
}

/** Somebody who is signed in twice, from an address of their own. */
async function aPerson(role: 'responder' | 'admin' = 'responder') {
  people += 1;
  const email = `person${people}@ringdown.example`;
  const { id } = await control.client.made('/users', { name: `Person ${people}`, email, role, password: first });
  const [here, elsewhere] = [(await signIn(email, first)).client, (await signIn(email, first)).client];
  return { id, email, here: here.with({ 'x-forwarded-for': `203.0.113.${people}` }), elsewhere };
}

const asked = [
  ['their profile', () => '/me', 'responder'],
  ['the people', (id: string) => `/users/${id}`, 'admin'],
] as const;

describe.each(asked)('who changes their own password by %s', (_by, pathOf, role) => {
  it('proves that they know the present one', async () => {
    const { id, email, here, elsewhere } = await aPerson(role);
    const refused = { status: 400, body: { errors: [{ path: 'currentPassword' }] } };
    const missing = await here.patch(pathOf(id), { password: second });
    expect(missing).toMatchObject(refused);
    expect(missing.body['detail']).toBe('Present password: enter your present password to set a new one.');
    const wrong = await here.patch(pathOf(id), { password: second, currentPassword: 'not-my-password', name: 'Else' });
    expect(wrong).toMatchObject(refused);
    expect(wrong.body['detail']).toBe('Present password: this is not your present password.');
    expect((await signIn(email, second)).status).toBe(401);
    expect((await elsewhere.get('/me')).body['name']).not.toBe('Else');
    expect((await here.get('/me')).status).toBe(200);
  });

  it('ends their other sessions, and goes on with this one', async () => {
    const { id, email, here, elsewhere } = await aPerson(role);
    const changed = await here.patch(pathOf(id), { password: second, currentPassword: first, phone: '+14155550199' });
    expect(changed).toMatchObject({ status: 200, body: { phone: '+14155550199' } });
    expect(changed.text).not.toContain('assword');
    expect((await elsewhere.get('/me')).status).toBe(401);
    expect((await here.get('/me')).status).toBe(401);
    const cookie = String(changed.headers['set-cookie']).split(';')[0] ?? '';
    expect((await control.client.nobody().with({ cookie }).get('/me')).status).toBe(200);
    expect((await signIn(email, second)).status).toBe(200);
    const { items } = (await control.client.get('/audit-log?limit=10')).body;
    expect(items).toContainEqual(
      expect.objectContaining({ action: 'changed, with a new password', what: expect.objectContaining({ id }) }),
    );
  });

  it('is stopped from guessing like anybody else, and written down', async () => {
    const { id, email, here } = await aPerson(role);
    held.length = 0;
    const statuses: number[] = [];
    for (let n = 0; n < 11; n += 1) {
      statuses.push((await here.patch(pathOf(id), { password: second, currentPassword: `guess ${n}` })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429]);
    expect(held.slice(0, 8)).toEqual([0, 0, 0, 250, 500, 1000, 2000, 4000]);
    const { items } = (await control.client.get('/audit-log?limit=5')).body;
    expect(items[0]).toMatchObject({
      action: 'change of the password failed',
      actor: { type: 'user', id },
      ip: expect.stringMatching(/^203\.0\.113\./),
      what: { id, name: email },
    });
    // the same tries slow down who signs in to that account from elsewhere
    held.length = 0;
    expect((await signIn(email, first, '192.0.2.9')).status).toBe(200);
    expect(held).toEqual([4000]);
  });

  it('changes anything else without it', async () => {
    const { id, here } = await aPerson(role);
    expect((await here.patch(pathOf(id), { timeZone: 'Europe/Berlin' })).body['timeZone']).toBe('Europe/Berlin');
    expect((await here.patch(pathOf(id), { timeZone: 'UTC', currentPassword: 'x' })).status).toBe(200);
  });
});

it('an admin sets the password of somebody else without knowing the old one, by session and by key', async () => {
  const boss = await aPerson('admin');
  const { id, email, elsewhere } = await aPerson();
  expect((await boss.here.patch(`/users/${id}`, { password: second })).status).toBe(200);
  expect((await elsewhere.get('/me')).status).toBe(401);
  expect((await boss.here.get('/me')).status).toBe(200);
  expect((await signIn(email, second)).status).toBe(200);
  expect((await control.client.patch(`/users/${id}`, { password: first })).status).toBe(200);
  const surplus = await control.client.patch(`/users/${id}`, { password: first, currentPassword: second });
  expect(surplus).toMatchObject({ status: 400, body: { errors: [{ path: 'currentPassword' }] } });
});

it('refuses one of the commonest passwords wherever one is set', async () => {
  const { id, here } = await aPerson();
  const refused = { status: 400, body: { errors: [{ path: 'password' }] } };
  const newcomer = { name: 'New', email: 'new@ringdown.example' };
  for (const password of ['qwertyuiop', 'Qwerty UIOP', 'pass word 123']) {
    const answer = await control.client.post('/users', { ...newcomer, password });
    expect(answer).toMatchObject(refused);
    expect(answer.body['detail']).toMatch(/^Password: choose another one: it is among the commonest passwords/);
    expect(await control.client.patch(`/users/${id}`, { password })).toMatchObject(refused);
    expect(await here.patch('/me', { password, currentPassword: first })).toMatchObject(refused);
  }
  expect((await control.client.post('/users', { ...newcomer, password: 'an-uncommon-one' })).status).toBe(201);
});

it('does not start with one of them for the first admin, and says which setting it is', async () => {
  const settings = { RINGDOWN_ADMIN_PASSWORD: 'qwertyuiop' };
  await expect(startControl(settings)).rejects.toThrow(/RINGDOWN_ADMIN_PASSWORD: choose another one/);
  // where an admin is, the setting is not used any more, and stops nothing
  await expect(
    startControl({ ...settings, RINGDOWN_ADMIN_EMAIL: '' }).then((one) => one.stop()),
  ).resolves.toBeUndefined();
  expect((await signIn(admin.email, admin.password)).status).toBe(200);
});
