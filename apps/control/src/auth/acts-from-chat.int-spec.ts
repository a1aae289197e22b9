import { Transport } from '@nestjs/microservices';
import { configurationRpc } from '@ringdown/contracts';
import { natsOptions, RpcClient } from '@ringdown/platform-messaging';
import { testNats } from '@ringdown/testkit';
import { anOrganisation } from '../testing/an-organisation.js';
import { fakeOwner } from '../testing/fake-owner.js';
import { aCall, anIncident } from '../testing/owned.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
let rpc: RpcClient;
let people: Record<'admin' | 'responder' | 'viewer', string>;

beforeAll(async () => {
  control = await startControl();
  const options = { ...natsOptions(testNats(), 'ringdown-control-answers'), queue: 'control' };
  // as startService does: with the guards and interceptors of HTTP, which have to let it pass
  control.app.connectMicroservice({ transport: Transport.NATS, options }, { inheritAppConfig: true });
  await control.app.startAllMicroservices();
  rpc = new RpcClient(testNats(), 'spec');
  const user = async (role: 'admin' | 'responder' | 'viewer') =>
    (await control.client.made('/users', { name: `A ${role}`, email: `${role}@chat.example`, role })).id;
  people = { admin: await user('admin'), responder: await user('responder'), viewer: await user('viewer') };
});
afterAll(async () => {
  await rpc.onApplicationShutdown();
  await control.stop();
});

const contacts = async () => (await control.client.get('/contacts')).body.items;
const lastEntry = async () => (await control.client.get('/audit-log')).body.items[0];

it('saves a caller for a responder, who may not rename a contact: that is for admins, as at REST', async () => {
  const phone = '+14155550199';
  const save = (userId: string, name: string) => rpc.request(configurationRpc.saveContact, { userId, phone, name });
  const saved = await save(people.responder, 'Ada');
  expect(await contacts()).toMatchObject([{ id: saved.id, name: 'Ada', phone, blocked: false }]);
  expect(await lastEntry()).toMatchObject({
    action: 'created from Slack',
    actor: { type: 'user', id: people.responder, name: 'A responder' },
    ip: null,
  });
  await expect(save(people.responder, 'Eve')).rejects.toMatchObject({
    kind: 'forbidden',
    message: 'This needs the role admin; yours is responder.',
  });
  expect(await save(people.admin, 'Ada L.')).toEqual({ id: saved.id, name: 'Ada L.' });
  expect(await contacts()).toMatchObject([{ name: 'Ada L.' }]);
});

it('blocks a caller for an admin only, and once', async () => {
  const block = (userId: string, phone: string, name: string | null = null) =>
    rpc.request(configurationRpc.blockCaller, { userId, phone, name });
  await expect(block(people.responder, '+14155550188')).rejects.toMatchObject({ kind: 'forbidden' });
  await block(people.admin, '+14155550188');
  await block(people.admin, '+14155550188');
  await block(people.admin, '+14155550199');
  const blocked = (await contacts()).map(({ name, blocked }) => [name, blocked]);
  expect(blocked).toEqual([
    ['+14155550188', true],
    ['Ada L.', true],
  ]);
  await expect(block(people.admin, '+266696687')).rejects.toMatchObject({ kind: 'invalid' });
});

it('puts somebody on call', async () => {
  const { schedule } = await anOrganisation(control.client);
  const times = { startsAt: '2036-01-05T09:00:00.000Z', endsAt: '2036-01-05T11:00:00.000Z' };
  const add = (userId: string, onCallUserId = people.admin, scheduleId = schedule.id) =>
    rpc.request(configurationRpc.addOverride, { userId, scheduleId, onCallUserId, ...times });
  await expect(add(people.viewer)).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(add(people.responder, 'user_gone')).rejects.toMatchObject({ kind: 'invalid' });
  await expect(add(people.responder, people.admin, 'sched_gone')).rejects.toMatchObject({ kind: 'not-found' });
  expect(await add(people.responder)).toEqual({ scheduleId: schedule.id, scheduleName: 'Backend Team' });
  const { body } = await control.client.get(`/schedules/${schedule.id}/overrides`);
  expect(body.items).toMatchObject([{ userId: people.admin, ...times, createdBy: people.responder }]);
  expect(await lastEntry()).toMatchObject({ action: 'override added from Slack' });
});

it('opens and links the incident of a call as REST does', async () => {
  const { integration, line } = await anOrganisation(control.client);
  const { id: lineId } = await control.client.made('/lines', line);
  const call = { ...aCall('+14156040016'), lineId };
  const owner = await fakeOwner(control.broker, {
    'calls.get': call,
    'calls.show-incident': call,
    'incidents.open-for-call': anIncident(integration.id),
    'incidents.link-call': anIncident(integration.id),
  });
  const userId = people.responder;
  const by = { type: 'user', id: userId, name: 'A responder' };
  const opened = { userId, callId: 'call_1', chosen: { integrationId: integration.id } };
  expect(await rpc.request(configurationRpc.openForCall, opened)).toEqual({ id: 'inc_1', number: 1 });
  const title = 'On-call hotline: Call from +14156040016 (12s)';
  expect(owner.asked[1]).toMatchObject({ subject: 'incidents.open-for-call', data: { callId: 'call_1', title, by } });
  const gone = { ...opened, chosen: { integrationId: 'int_gone' } };
  await expect(rpc.request(configurationRpc.openForCall, gone)).rejects.toMatchObject({
    kind: 'invalid',
    errors: [{ path: 'integrationId' }],
  });
  const linked = { userId, callId: 'call_1', incidentId: 'inc_1' };
  expect(await rpc.request(configurationRpc.linkCall, linked)).toEqual({ id: 'inc_1', number: 1 });
  expect(owner.asked.slice(-2)).toMatchObject([
    { subject: 'incidents.link-call', data: { id: 'inc_1', callId: 'call_1', by } },
    { subject: 'calls.show-incident', data: { incidentId: 'inc_1' } },
  ]);
  await expect(rpc.request(configurationRpc.linkCall, { ...linked, userId: people.viewer })).rejects.toMatchObject({
    kind: 'forbidden',
  });
  owner.leave();
});

it('knows nobody who was deleted', async () => {
  const asked = { userId: 'user_gone', phone: '+14155550177', name: 'Ada' };
  await expect(rpc.request(configurationRpc.saveContact, asked)).rejects.toMatchObject({ kind: 'forbidden' });
});
