import { anIncident } from '../testing/owned.js';
import { fakeOwner } from '../testing/fake-owner.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';
import { IdempotencyRepository } from './idempotency.repository.js';

jest.setTimeout(60_000);

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

const contact = { name: 'Mitchell Starc', phone: '+14156040016' };
const keyed = (key: string) => control.client.with({ 'idempotency-key': key });

it('answers a repeated POST with the first answer and does nothing again', async () => {
  const first = await keyed('a').post('/contacts', contact);
  const second = await keyed('a').post('/contacts', contact);
  expect(first.status).toBe(201);
  expect({ status: second.status, body: second.body }).toEqual({ status: 201, body: first.body });
  expect(second.headers['idempotent-replayed']).toBe('true');
  expect((await control.client.get('/contacts')).body.items).toHaveLength(1);
});

it('refuses the same key for something else', async () => {
  await keyed('b').post('/teams', { name: 'B', slug: 'b' });
  expect((await keyed('b').post('/teams', { name: 'B', slug: 'c' })).status).toBe(409);
  expect((await keyed('b').post('/contacts', { name: 'B', slug: 'b' })).status).toBe(409);
});

it('does it once when both arrive at the same time', async () => {
  const answers = await Promise.all([1, 2, 3, 4].map(() => keyed('c').post('/teams', { name: 'C', slug: 'once' })));
  expect(answers.filter((answer) => ![201, 409].includes(answer.status))).toEqual([]);
  const { body } = await control.client.get('/teams');
  expect(body.items.filter((team) => team['slug'] === 'once')).toHaveLength(1);
  expect((await keyed('c').post('/teams', { name: 'C', slug: 'once' })).status).toBe(201);
});

it('keeps no failure: what was mended may be sent under the same key', async () => {
  expect((await keyed('d').post('/teams', { name: 'D' })).status).toBe(400);
  expect((await keyed('d').post('/teams', { name: 'D', slug: 'd' })).status).toBe(201);
});

it('belongs to the one who sent it', async () => {
  const { body } = await control.client.post('/api-keys', { name: 'other', role: 'admin' });
  const other = keyed('e').with({ authorization: `Bearer ${String(body['key'])}` });
  expect((await keyed('e').post('/teams', { name: 'E', slug: 'e1' })).status).toBe(201);
  expect((await other.post('/teams', { name: 'E', slug: 'e2' })).status).toBe(201);
});

it('keeps an answer that carries a secret encrypted', async () => {
  const { body } = await keyed('f').post('/api-keys', { name: 'encrypted' });
  const again = await keyed('f').post('/api-keys', { name: 'encrypted' });
  expect(again.body['key']).toBe(body['key']);
  const rows = JSON.stringify(await control.database.query('select * from idempotency'));
  expect(rows).not.toContain(String(body['key']));
});

it('forgets after 24 hours', async () => {
  await keyed('g').post('/teams', { name: 'G', slug: 'g1' });
  await control.database.query(`update idempotency set created_at = created_at - interval '25 hours' where key = 'g'`);
  expect((await keyed('g').post('/teams', { name: 'G', slug: 'g2' })).status).toBe(201);
  await control.database.query(`update idempotency set created_at = created_at - interval '25 hours'`);
  await control.app.get(IdempotencyRepository, { strict: false }).forgetOld();
  expect(await control.database.query('select * from idempotency')).toEqual([]);
});

it('keeps no answer of an owner who was unavailable', async () => {
  const note = { text: 'Restarted it.' };
  const client = keyed('h');
  expect((await client.post('/incidents/inc_1/notes', note)).status).toBe(503);
  const owner = await fakeOwner(control.broker, { 'incidents.note': anIncident('int_1') });
  const second = await client.post('/incidents/inc_1/notes', note);
  expect(second.headers).not.toHaveProperty('idempotent-replayed');
  expect(second.status).toBeLessThan(300);
  expect((await client.post('/incidents/inc_1/notes', note)).headers['idempotent-replayed']).toBe('true');
  expect(owner.asked).toHaveLength(1);
  owner.leave();
});

it('leaves a request to a route for everybody as it is', async () => {
  const anybody = control.client.nobody().with({ 'idempotency-key': 'i' });
  expect((await anybody.post('/phone-codes/none', {})).status).not.toBe(401);
});
