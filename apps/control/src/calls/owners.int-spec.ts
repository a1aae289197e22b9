import { anOrganisation } from '../testing/an-organisation.js';
import { aCall, anIncident } from '../testing/owned.js';
import { fakeOwner } from '../testing/fake-owner.js';
import { adminKey, type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

it('answers 503 while the owner is unavailable', async () => {
  for (const path of ['/calls', '/calls/call_1', '/incidents', '/deliveries']) {
    const { status, body } = await control.client.get(path);
    expect({ path, status, detail: body['detail'] }).toEqual({
      path,
      status: 503,
      detail: expect.stringContaining('not reachable'),
    });
  }
});

it('passes the call log on, with its filters', async () => {
  const page = { items: [aCall('+14156040016')], nextCursor: null };
  const owner = await fakeOwner(control.broker, { 'calls.list': page, 'calls.change': aCall('+14156040016') });
  const list = await control.client.get('/calls?outcome=missed&archived=false&limit=5');
  expect({ status: list.status, body: list.body }).toEqual({ status: 200, body: page });
  expect((await control.client.get('/calls?outcome=nonsense')).status).toBe(400);
  expect((await control.client.patch('/calls/call_1', { notes: 'Called back.' })).status).toBe(200);
  expect((await control.client.patch('/calls/call_1', { colour: 'red' })).status).toBe(400);
  expect(owner.asked).toEqual([
    { subject: 'calls.list', data: { outcome: 'missed', archived: 'false', limit: '5' } },
    { subject: 'calls.change', data: { id: 'call_1', change: { notes: 'Called back.' } } },
  ]);
  owner.leave();
});

it('saves a caller as a contact, once, and only where there is a number', async () => {
  const owner = await fakeOwner(control.broker, { 'calls.get': aCall('+14156040016') });
  const saved = await control.client.post('/calls/call_1/contact', { name: 'Mitchell Starc' });
  expect(saved).toMatchObject({ status: 201, body: { name: 'Mitchell Starc', phone: '+14156040016', blocked: false } });
  expect((await control.client.post('/calls/call_1/contact', { name: 'Again' })).status).toBe(409);
  owner.leave();
  const withheld = await fakeOwner(control.broker, { 'calls.get': aCall(null) });
  expect((await control.client.post('/calls/call_1/contact', { name: 'Unknown' })).status).toBe(409);
  withheld.leave();
});

it('acts on incidents in the name of the one who asks', async () => {
  const { integration } = await anOrganisation(control.client);
  const answer = anIncident(integration.id);
  const verbs = ['open', 'acknowledge', 'resolve', 'reopen', 'note', 'change'];
  const answers = Object.fromEntries(verbs.map((verb) => [`incidents.${verb}`, answer]));
  const owner = await fakeOwner(control.broker, answers);
  const { client } = control;
  const opening = { title: 'Disk full', integrationId: integration.id, priority: 'p2' };
  expect((await client.post('/incidents', opening)).status).toBe(201);
  for (const verb of ['acknowledge', 'resolve', 'reopen']) {
    expect((await client.post(`/incidents/inc_1/${verb}`)).status).toBe(200);
  }
  expect((await client.post('/incidents/inc_1/notes', { text: 'On it.' })).status).toBe(201);
  expect((await client.patch('/incidents/inc_1', { priority: null })).status).toBe(200);
  owner.leave();
  const by = { type: 'user', id: expect.stringMatching(/^key_/), name: 'RINGDOWN_API_KEY' };
  expect(owner.asked).toEqual([
    { subject: 'incidents.open', data: { ...opening, by } },
    { subject: 'incidents.acknowledge', data: { id: 'inc_1', by } },
    { subject: 'incidents.resolve', data: { id: 'inc_1', by } },
    { subject: 'incidents.reopen', data: { id: 'inc_1', by } },
    { subject: 'incidents.note', data: { id: 'inc_1', by, note: { text: 'On it.' } } },
    { subject: 'incidents.change', data: { id: 'inc_1', by, change: { priority: null } } },
  ]);
});

it('opens no incident under an integration or a policy that does not exist', async () => {
  const { integration } = await anOrganisation(control.client);
  const gone = await control.client.post('/incidents', { title: 'x', integrationId: 'int_gone' });
  expect(gone).toMatchObject({ status: 400, body: { errors: [{ path: 'integrationId' }] } });
  const opening = { title: 'x', integrationId: integration.id, escalationPolicyId: 'esc_gone' };
  expect(await control.client.post('/incidents', opening)).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'escalationPolicyId' }] },
  });
});

it('tests a channel and tells what the other side answered', async () => {
  const { channel } = await anOrganisation(control.client);
  const verdict = { ok: false, detail: 'Slack answered 404 no_service.' };
  const owner = await fakeOwner(control.broker, { 'deliveries.test-channel': verdict });
  const { status, body } = await control.client.post(`/channels/${channel.id}/test`);
  expect({ status, body }).toEqual({ status: 200, body: verdict });
  expect(owner.asked).toEqual([{ subject: 'deliveries.test-channel', data: { channelId: channel.id } }]);
  expect((await control.client.post('/channels/chan_gone/test')).status).toBe(404);
  owner.leave();
});

it('hands an incident’s details on as they were written, to the digit', async () => {
  const { integration } = await anOrganisation(control.client);
  const detailsJson = '{"10":{"id":2868860079149422351,"v":5.0},"2":1e400,"__proto__":{"a":1}}';
  const answer = { ...anIncident(integration.id), detailsJson };
  const owner = await fakeOwner(control.broker, {
    'incidents.get': answer,
    'incidents.list': { items: [answer, anIncident(integration.id)], nextCursor: null },
    'incidents.open': answer,
  });
  const bytesOf = async (method: 'GET' | 'POST', path: string, body?: object, key?: string): Promise<string> => {
    const headers = { authorization: `Bearer ${adminKey}`, ...(key ? { 'idempotency-key': key } : {}) };
    const url = `/api/v1${path}`;
    const response = await control.app.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
    expect(response.headers['content-type']).toContain('application/json');
    return response.body;
  };
  const shown = `"details":${detailsJson},`;
  expect(await bytesOf('GET', '/incidents/inc_1')).toContain(shown);
  const list = await bytesOf('GET', '/incidents');
  expect(list).toContain(shown);
  expect(list).toContain('"details":null,');
  const opening = { title: 'Disk full', integrationId: integration.id };
  const first = await bytesOf('POST', '/incidents', opening, 'digits');
  expect(first).toContain(shown);
  expect(await bytesOf('POST', '/incidents', opening, 'digits')).toBe(first);
  expect([list, first].join()).not.toContain('detailsJson');
  owner.leave();
});
