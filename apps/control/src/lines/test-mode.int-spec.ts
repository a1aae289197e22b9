import { Kvm } from '@nats-io/kv';
import { configBucket } from '@ringdown/contracts';
import { eventually } from '@ringdown/testkit';
import { anOrganisation } from '../testing/an-organisation.js';
import type { Client } from '../testing/client.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';
import { TestModeService } from './test-mode.service.js';

const password = 'a-long-password';
let control: ControlUnderTest;
let testMode: TestModeService;
beforeAll(async () => {
  control = await startControl();
  testMode = control.app.get(TestModeService, { strict: false });
});
afterAll(() => control.stop());

/** A person, signed in. */
async function aPerson(fields: object): Promise<{ client: Client; id: string }> {
  const { client } = control;
  const email = `person${Math.random()}@ringdown.example`;
  const { id } = await client.made('/users', { name: 'Ann', email, password, ...fields });
  const { headers, body } = await client.nobody().post('/auth/login', { email, password });
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  return { id, client: client.nobody().with({ cookie, 'x-csrf-token': String(body['csrfToken']) }) };
}

async function aLine(): Promise<string> {
  return (await control.client.made('/lines', (await anOrganisation(control.client)).line)).id;
}

async function mirrored(lineId: string): Promise<unknown> {
  const bucket = await new Kvm(await control.broker.connected()).open(configBucket);
  const entry = await bucket.get(`test-mode.${lineId}`);
  return entry?.operation === 'PUT' ? entry.json() : null;
}

const expire = (lineId: string) =>
  control.database.query(`update test_mode set until = now() - interval '1 second' where line_id = $1`, [lineId]);
const auditActions = async (lineId: string): Promise<string[]> =>
  (await control.client.get('/audit-log')).body.items
    .filter((entry) => (entry['what'] as { id: string }).id === lineId)
    .map((entry) => String(entry['action']));

it('lets a responder ring a line of theirs for five minutes', async () => {
  const lineId = await aLine();
  const me = await aPerson({ role: 'responder', phone: '+14155550102' });
  const { status, body } = await me.client.post(`/lines/${lineId}/test-mode`);
  expect({ status, userId: body['userId'] }).toEqual({ status: 201, userId: me.id });
  const minutes = (Date.parse(String(body['until'])) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(4.5);
  expect(minutes).toBeLessThanOrEqual(5);
  expect((await me.client.get(`/lines/${lineId}`)).body['testMode']).toEqual(body);
  await eventually(async () => expect(await mirrored(lineId)).toEqual({ ...body, id: lineId }));

  expect((await me.client.delete(`/lines/${lineId}/test-mode`)).status).toBe(204);
  expect((await me.client.get(`/lines/${lineId}`)).body['testMode']).toBeNull();
  await eventually(async () => expect(await mirrored(lineId)).toBeNull());
  expect(await auditActions(lineId)).toEqual(['switched test mode off', 'switched test mode on', 'created']);
});

it('asks whom to ring, and for somebody else only an admin may say so', async () => {
  const lineId = await aLine();
  const path = `/lines/${lineId}/test-mode`;
  const ann = await aPerson({ role: 'responder', phone: '+14155550102' });
  const silent = await aPerson({ role: 'responder' });
  const program = await control.client.post(path);
  expect(program).toMatchObject({ status: 400, body: { errors: [{ path: 'userId' }] } });
  expect((await control.client.post(path, { userId: ann.id })).body['userId']).toBe(ann.id);
  expect((await silent.client.post(path, { userId: ann.id })).status).toBe(403);
  const noPhone = await silent.client.post(path);
  expect(noPhone).toMatchObject({ status: 409, body: { detail: expect.stringContaining('no phone number') } });
  expect((await ann.client.post('/lines/line_gone/test-mode')).status).toBe(404);
  expect((await control.client.post(path, { userId: 'user_gone' })).status).toBe(404);
});

it('is over at its instant, and then forgotten', async () => {
  const lineId = await aLine();
  const ann = await aPerson({ phone: '+14155550102' });
  await ann.client.post(`/lines/${lineId}/test-mode`);
  await testMode.endExpired();
  await eventually(async () => expect(await mirrored(lineId)).not.toBeNull());
  await expire(lineId);
  expect((await ann.client.get(`/lines/${lineId}`)).body['testMode']).toBeNull();
  await testMode.endExpired();
  await eventually(async () => expect(await mirrored(lineId)).toBeNull());
  expect(await auditActions(lineId)).toContain('ended test mode');
});

it('goes with the person it is for', async () => {
  const lineId = await aLine();
  const ann = await aPerson({ phone: '+14155550102' });
  await ann.client.post(`/lines/${lineId}/test-mode`);
  await eventually(async () => expect(await mirrored(lineId)).not.toBeNull());
  expect((await control.client.delete(`/users/${ann.id}`)).status).toBe(204);
  await eventually(async () => expect(await mirrored(lineId)).toBeNull());
  expect((await control.client.get(`/lines/${lineId}`)).body['testMode']).toBeNull();
});
