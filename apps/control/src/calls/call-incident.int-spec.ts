import { callPayload } from '@ringdown/contracts';
import { anOrganisation } from '../testing/an-organisation.js';
import { aCall, anIncident } from '../testing/owned.js';
import { fakeOwner } from '../testing/fake-owner.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

async function world(of: { incidentId?: string | null } = {}) {
  const { integration, policy, user, line } = await anOrganisation(control.client);
  const { id: lineId } = await control.client.made('/lines', line);
  await control.client.patch(`/integrations/${integration.id}`, {
    teamIds: [
      (await control.client.made('/teams', { name: 'Dev', slug: `dev-${lineId.slice(-8)}`, memberIds: [user.id] })).id,
    ],
  });
  const call = { ...aCall('+14156040016'), lineId, incidentId: of.incidentId ?? null };
  const owner = await fakeOwner(control.broker, {
    'calls.get': call,
    'calls.show-incident': call,
    'incidents.open-for-call': anIncident(integration.id),
    'incidents.link-call': anIncident(integration.id),
    'incidents.unlink-call': anIncident(integration.id),
  });
  return { integration, policy, line, owner };
}
const by = { type: 'user', id: expect.any(String), name: expect.any(String) };

it('opens an incident for a call, in the words of the call, and shows it there', async () => {
  const { integration, policy, line, owner } = await world();
  const chosen = { integrationId: integration.id, escalationPolicyId: policy.id, priority: 'p2' };
  expect(await control.client.post('/calls/call_1/incident', chosen)).toMatchObject({
    status: 201,
    body: { id: 'inc_1' },
  });
  const [get, open, show] = owner.asked;
  expect(get).toEqual({ subject: 'calls.get', data: { id: 'call_1' } });
  const title = 'On-call hotline: Call from +14156040016 (12s)';
  expect(open).toEqual({
    subject: 'incidents.open-for-call',
    data: { ...chosen, callId: 'call_1', title, details: expect.anything(), by },
  });
  const { details } = open?.data as { details: unknown };
  expect(callPayload.parse(details)).toEqual(details);
  expect(details).toMatchObject({
    message: title,
    details: { callId: 'call_1', twilioCallId: 'CA1', liveCallRouting: { number: line.number } },
    priority: 'p2',
    severity: null,
    teams: [expect.stringMatching(/^dev-/)],
  });
  expect(show).toEqual({ subject: 'calls.show-incident', data: { id: 'call_1', incidentId: 'inc_1' } });
  owner.leave();
});

it('takes a title, and names what does not exist', async () => {
  const { integration, owner } = await world();
  await control.client.post('/calls/call_1/incident', { integrationId: integration.id, title: 'Card terminal down' });
  expect(owner.asked[1]?.data).toMatchObject({
    title: 'Card terminal down',
    details: { title: 'Card terminal down' },
  });
  const gone = await control.client.post('/calls/call_1/incident', { integrationId: 'int_gone' });
  expect(gone).toMatchObject({ status: 400, body: { errors: [{ path: 'integrationId' }] } });
  expect((await control.client.post('/calls/call_1/incident', {})).status).toBe(400);
  owner.leave();
});

it('links a call to an incident, and takes the link away', async () => {
  const linked = await world();
  const { status, body } = await control.client.send('PUT', '/calls/call_1/incident', { incidentId: 'inc_1' });
  expect({ status, id: body.id }).toEqual({ status: 200, id: 'inc_1' });
  expect(linked.owner.asked.slice(1)).toEqual([
    { subject: 'incidents.link-call', data: { id: 'inc_1', callId: 'call_1', by } },
    { subject: 'calls.show-incident', data: { id: 'call_1', incidentId: 'inc_1' } },
  ]);
  expect((await control.client.send('PUT', '/calls/call_1/incident', {})).status).toBe(400);
  expect((await control.client.delete('/calls/call_1/incident')).status).toBe(404);
  linked.owner.leave();

  const { owner } = await world({ incidentId: 'inc_1' });
  expect((await control.client.delete('/calls/call_1/incident')).status).toBe(204);
  expect(owner.asked.slice(1)).toEqual([
    { subject: 'incidents.unlink-call', data: { id: 'inc_1', callId: 'call_1', by } },
    { subject: 'calls.show-incident', data: { id: 'call_1', incidentId: null } },
  ]);
  owner.leave();
});

it('deletes a call where the owner lets it, and writes down who did', async () => {
  const owner = await fakeOwner(control.broker, { 'calls.delete': { id: 'call_1' } });
  expect((await control.client.delete('/calls/call_1')).status).toBe(204);
  expect(owner.asked).toEqual([{ subject: 'calls.delete', data: { id: 'call_1' } }]);
  const [entry] = (await control.client.get('/audit-log')).body.items;
  expect(entry).toMatchObject({ action: 'deleted', what: { kind: 'call', id: 'call_1' } });
  owner.leave();
});
