import { api } from './world/rest.ts';
import { theSystem } from './world/system.ts';
import { World } from './world/world.ts';

const windows1252 = (text: string): Buffer => Buffer.from(text, 'latin1');
const post = (url: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body), headers });
const json = { 'content-type': 'application/json' };

/** The incidents once everything that was sent before has taken effect: order holds, so what is sent last comes last. */
async function settled(world: World, { id, url }: { id: string; url: string }, count: number) {
  await world.monitorPosts(url, { title: 'The end' });
  const incidents = await world.incidents(id, count + 1);
  return incidents.filter(({ title }) => title !== 'The end');
}

it('takes a recovery for what it is, whatever the monitor calls it', async () => {
  const world = new World();
  const uptime = await world.integration('Uptime');
  const { url } = uptime;
  const words = ['ok', 'Recovered', 'UP', 'closed', 'inactive'];

  for (const word of words) {
    expect((await world.monitorPosts(url, { title: `Site ${word}` })).status).toBe(200);
    expect((await world.monitorPosts(url, { title: ` Site  ${word}\n`, status: word })).status).toBe(200);
  }

  const incidents = await settled(world, uptime, words.length);
  expect(incidents.map(({ status }) => status)).toEqual(words.map(() => 'resolved'));
});

it('acknowledges the open incident where the monitor says so', async () => {
  const world = new World();
  const service = await world.integration('PagerDuty-like');
  for (const status of ['trigger', 'Acknowledged'])
    await world.monitorPosts(service.url, { title: 'Queue is long', status });
  const [incident] = await settled(world, service, 1);
  expect(incident).toMatchObject({ status: 'acknowledged', occurrences: 1 });
});

it('reads what PowerShell 5.1 sends: two titles that differ in an umlaut are two incidents', async () => {
  const world = new World();
  const windows = await world.integration('Windows');
  const { url } = windows;
  const disturbance = windows1252('{"title":"Störung"}');
  const fortification = windows1252('{"title":"Stärung"}');
  expect((await post(url, disturbance, { 'content-type': 'application/json; charset=windows-1252' })).status).toBe(200);
  expect((await post(url, fortification, json)).status).toBe(200);
  await post(url, windows1252('{"title":"Störung","status":"ok"}'), json);

  const incidents = await settled(world, windows, 2);
  expect(incidents.map(({ title, status }) => [title, status])).toEqual([
    ['Stärung', 'triggered'],
    ['Störung', 'resolved'],
  ]);
});

it('gives every number back to the digit', async () => {
  const world = new World();
  const { id, url } = await world.integration('Ledger');
  const body = '{"id":2868860079149422351,"v":5.0,"huge":1e400,"__proto__":{"2":"b","1":"a"}}';
  expect((await post(url, `{"title":"t","body":${body}}`, json)).status).toBe(200);
  for (const number of ['12345678901234567890', '12345678901234567891']) await post(url, `{"title":${number}}`, json);

  const incidents = await world.incidents(id, 3);
  expect(new Set(incidents.map(({ title }) => title)).size).toBe(3);
  const { id: incidentId } = incidents.find(({ title }) => title === 't') ?? { id: '' };
  const { control, apiKey } = theSystem();
  const answer = await fetch(`${control}/api/v1/incidents/${incidentId}`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  expect(await answer.text()).toContain(`"details":${body}`);
});

it('never opens a blank incident for what does not parse, and says what to do', async () => {
  const world = new World();
  const { id, url } = await world.integration('Typo');
  const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const [body, headers] of [
    ['{"title": "Disk full",}', asForm],
    ["'{title: x}'", asForm],
    ['{"title":"a\nb"}', json],
    ['alert=Disk+full&state=down', asForm],
  ] as const) {
    const answer = await post(url, body, headers);
    expect([body, answer.status]).toEqual([body, 400]);
    expect(((await answer.json()) as { detail: string }).detail.length).toBeGreaterThan(20);
  }
  const get = await fetch(url);
  expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  expect((await post(`${url}/`, '{"title":"With a slash"}', json)).status).toBe(200);

  await world.incidents(id, 1);
  const { items } = await api.get<{ items: { title: string }[] }>(`/incidents?integrationId=${id}`);
  expect(items.map(({ title }) => title)).toEqual(['With a slash']);
});

it('opens what Alertmanager fires and resolves what it resolves, pasted at the plain URL', async () => {
  const world = new World();
  const alertmanager = await world.integration('Alertmanager');
  const { url } = alertmanager;
  const alert = (name: string, status: 'firing' | 'resolved') => ({
    status,
    labels: { alertname: name, severity: 'critical', instance: 'db1' },
    annotations: { summary: `${name} on db1` },
    startsAt: '2026-01-05T09:00:00Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus.example/graph',
    fingerprint: `f-${name}`,
  });
  const group = (...alerts: ReturnType<typeof alert>[]) => ({
    version: '4',
    groupKey: '{}:{alertname="x"}',
    status: 'firing',
    receiver: 'ringdown',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example',
    alerts,
  });
  expect((await world.monitorPosts(url, group(alert('DiskFull', 'firing'), alert('Slow', 'firing')))).status).toBe(200);
  expect((await world.monitorPosts(url, group(alert('DiskFull', 'resolved'), alert('Slow', 'firing')))).status).toBe(
    200,
  );

  const incidents = await settled(world, alertmanager, 2);
  const shown = Object.fromEntries(incidents.map(({ title, status, severity }) => [title, [status, severity]]));
  expect(Object.entries(shown).map(([title, is]) => [title.includes('DiskFull') ? 'DiskFull' : 'Slow', is])).toEqual(
    expect.arrayContaining([
      ['DiskFull', ['resolved', 'sev1']],
      ['Slow', ['triggered', 'sev1']],
    ]),
  );
});
