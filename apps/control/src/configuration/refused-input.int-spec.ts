import { anOrganisation } from '../testing/an-organisation.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

const notText = ['a\u0000b', 'a\ud800b'];

it.each([
  '/lines/line_%00',
  '/calls/call_%00',
  '/calls?caller=%00',
  '/calls?lineId=a%00b',
  '/calls/export.csv?lineId=%00',
  '/incidents?q=%00',
  '/%00',
])('refuses the NUL character in %s', async (path) => {
  const { status, headers, body } = await control.client.get(path);
  expect({ status, type: headers['content-type'] }).toEqual({
    status: 400,
    type: 'application/problem+json; charset=utf-8',
  });
  expect(body['detail']).toBe('The address may not contain a NUL character (%00).');
});

it('takes a percent sign with two noughts after it', async () => {
  expect((await control.client.get('/lines/line_%2500')).status).toBe(404);
});

it.each(notText)('refuses %j in every text that is kept', async (text) => {
  const { client } = control;
  const { line } = await anOrganisation(client);
  const { id } = await client.made('/lines', line);
  const contact = { name: 'Ann', phone: '+14155550177' };
  const message = { type: 'text', text };
  const incident = { title: 'Cards fail', integrationId: 'int_1' };
  const refused: readonly (readonly [string, Promise<{ status: number; body: Record<string, unknown> }>])[] = [
    ['name', client.patch(`/lines/${id}`, { name: text })],
    ['messages.welcome.text', client.patch(`/lines/${id}`, { messages: { welcome: message } })],
    ['primary.id', client.patch(`/lines/${id}`, { primary: { type: 'user', id: text } })],
    ['name', client.post('/contacts', { ...contact, name: text })],
    ['notes', client.post('/contacts', { ...contact, notes: text })],
    ['notes', client.patch('/calls/call_1', { notes: text })],
    ['title', client.post('/incidents', { ...incident, title: text })],
    ['body', client.post('/incidents', { ...incident, body: { deep: [text] } })],
    ['text', client.post('/incidents/inc_1/notes', { text })],
    ['email', client.nobody().post('/auth/login', { email: text, password: 'correct-horse' })],
  ];
  for (const [path, asked] of refused) {
    expect(await asked).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  }
});

it('refuses fields that a part of a line does not have', async () => {
  const { client } = control;
  const { line } = await anOrganisation(client);
  const { id } = await client.made('/lines', line);
  const path = async (change: unknown) => (await client.patch(`/lines/${id}`, change)).body['errors'];
  const none = 'there is no such field here; leave it out.';
  expect(await path({ callerLimit: { perCallerPerMinute: 3 } })).toEqual([
    { path: 'callerLimit.perCallerPerMinute', message: `callerLimit.perCallerPerMinute: ${none}` },
  ]);
  expect(await path({ primary: { foo: 1 } })).toEqual([{ path: 'primary.foo', message: `Primary: ${none}` }]);
  expect(await path({ messages: { welcome: { foo: 1 } } })).toEqual([
    { path: 'messages.welcome.foo', message: `Welcome: ${none}` },
  ]);
  expect(await path({ incident: { foo: 1 } })).toEqual([{ path: 'incident.foo', message: `incident.foo: ${none}` }]);
  expect((await client.patch(`/lines/${id}`, { callerLimit: { concurrentCalls: 3 } })).status).toBe(200);
});

it('allows countries that there are, and no empty list of them', async () => {
  const { client } = control;
  const refused = await client.patch('/settings', { allowedCountries: ['US', 'XX', 'AQ'] });
  expect({ status: refused.status, errors: refused.body['errors'] }).toEqual({
    status: 400,
    errors: [
      {
        path: 'allowedCountries.1',
        message: 'Allowed countries: leave out XX: it is no country that has phone numbers.',
      },
      {
        path: 'allowedCountries.2',
        message: 'Allowed countries: leave out AQ: it is no country that has phone numbers.',
      },
    ],
  });
  expect(await client.patch('/settings', { allowedCountries: [] })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'allowedCountries' }] },
  });
  for (const allowedCountries of [['US', 'IN'], null]) {
    expect((await client.patch('/settings', { allowedCountries })).body).toMatchObject({ allowedCountries });
  }
});
