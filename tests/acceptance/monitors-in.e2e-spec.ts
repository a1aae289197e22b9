import type { IntegrationEvent } from '@ringdown/contracts';
import { api } from './world/rest.ts';
import { eventually } from './world/waiting.ts';
import { World } from './world/world.ts';

const eventsOf = async (integrationId: string): Promise<readonly IntegrationEvent[]> =>
  (await api.get<{ items: IntegrationEvent[] }>(`/integrations/${integrationId}/events`)).items;

/** The last event, once everything in it has become what it becomes. */
const lastEvent = (integrationId: string, count: number): Promise<IntegrationEvent> =>
  eventually(async () => {
    const items = await eventsOf(integrationId);
    const [last] = items;
    return items.length === count && last?.alerts.every(({ became }) => became !== null) ? last : null;
  }, `event ${count} has taken effect`);

it('shows what a monitor sent, what it was read as, and what became of it', async () => {
  const world = new World();
  const { id, url } = await world.integration('Alertmanager', { type: 'alertmanager' });
  expect(url).toMatch(/\/alertmanager$/);
  const alert = (name: string, status: string) => ({
    status,
    labels: { alertname: name, instance: 'db-1', severity: 'critical' },
    annotations: { summary: `${name} ${world.tag}` },
    fingerprint: `${name}-${world.tag}`,
  });
  const body = { version: '4', groupKey: '{}', alerts: [alert('DiskFull', 'firing'), alert('Latency', 'firing')] };
  expect((await world.monitorPosts(url, body)).status).toBe(200);
  const opened = await lastEvent(id, 1);
  expect(opened).toMatchObject({
    via: 'http',
    readAs: 'alertmanager',
    alerts: [
      {
        title: `DiskFull ${world.tag}`,
        status: 'trigger',
        severity: 'sev1',
        became: { changes: ['Opened the incident'] },
      },
      { title: `Latency ${world.tag}`, became: { changes: ['Opened the incident'] } },
    ],
  });
  const [disk] = opened.alerts;
  expect((await world.monitorPosts(url, { ...body, alerts: [alert('DiskFull', 'resolved')] })).status).toBe(200);
  expect((await lastEvent(id, 2)).alerts).toMatchObject([
    { status: 'resolve', became: { incidentId: disk?.became?.incidentId, changes: ['Resolved the incident'] } },
  ]);
  const whole = await api.get<{ body: string }>(`/integrations/${id}/events/${opened.id}`);
  expect(JSON.parse(whole.body)).toEqual(body);
});

it('tries a mapping on what a monitor sent, and reads that again once it is saved', async () => {
  const world = new World();
  const { id, url } = await world.integration('Backups', {
    type: 'custom',
    mapping: { title: '{{ nothing.of.that.name }}' },
  });
  const body = {
    job: { name: `nightly ${world.tag}`, id: 1 },
    outcome: 'failed',
    url: 'https://backup.example/1',
  };
  // JavaScript cannot even write that number
  const text = JSON.stringify(body).replace('"id":1', '"id":9007199254740993');
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ Ok: true, warnings: [expect.stringContaining('gave no title')] });
  const blank = await lastEvent(id, 1);
  // nothing is lost while the mapping is wrong
  const [incident] = await world.incidents(id, 1);
  expect(incident).toMatchObject({
    title: expect.stringContaining('could not be read') as string,
    details: { outcome: 'failed' },
  });

  const mapping = {
    title: 'Backup {{ job.name }} {{ outcome }}',
    key: '{{ job.name }}',
    severity: '{% if outcome == "failed" %}high{% endif %}',
    status: '{% if outcome == "failed" %}trigger{% else %}resolve{% endif %}',
    links: [{ text: 'Log', href: '{{ url }}?job={{ job.id }}' }],
  };
  const draft = { mapping, integrationId: id, eventId: blank.id };
  expect(await api.post('/integrations/dry-run', draft)).toMatchObject({
    readAs: 'custom',
    warnings: [],
    alerts: [
      {
        title: `Backup nightly ${world.tag} failed`,
        severity: 'sev2',
        effect: 'open',
        incident: null,
        links: [{ text: 'Log', href: 'https://backup.example/1?job=9007199254740993' }],
      },
    ],
  });
  await api.patch(`/integrations/${id}`, { mapping });
  await eventually(async () => {
    const again = await api.post<IntegrationEvent>(`/integrations/${id}/events/${blank.id}/replay`);
    return again.alerts[0]?.title === `Backup nightly ${world.tag} failed` ? true : null;
  }, 'the event is read by the new mapping');
  const title = `Backup nightly ${world.tag} failed`;
  const read = await eventually(
    async () => (await world.incidents(id, 2)).find((one) => one.title === title) ?? null,
    title,
  );
  expect(read).toMatchObject({ severity: 'sev2', links: [{ text: 'Log' }, { href: 'https://backup.example/1' }] });

  const over = { ...body, outcome: 'succeeded' };
  expect(await api.post(`/integrations/${id}/dry-run`, over)).toMatchObject({
    alerts: [{ effect: 'resolve', incident: { id: read.id, number: read.number } }],
  });
  expect((await world.monitorPosts(url, over)).status).toBe(200);
  await eventually(
    async () => ((await api.get(`/incidents/${read.id}`))['status'] === 'resolved' ? true : null),
    'it is resolved',
  );
});

it('sends a test by the very way that the monitor takes', async () => {
  const world = new World();
  const { id } = await world.integration('Grafana', { type: 'grafana' });
  const sent = await api.post<IntegrationEvent>(`/integrations/${id}/test`);
  expect(sent).toMatchObject({ via: 'test', readAs: 'grafana' });
  const opened = await lastEvent(id, 1);
  expect(opened.id).toBe(sent.id);
  await api.post(`/integrations/${id}/test`, { status: 'resolve' });
  await lastEvent(id, 2);
  expect(await world.incidents(id, 1)).toMatchObject([
    { id: opened.alerts[0]?.became?.incidentId, status: 'resolved' },
  ]);
});

it('shows what was refused, with the sentence that its sender was told', async () => {
  const world = new World();
  const { id, url } = await world.integration('Webhook');
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"title": "Disk full",}',
  });
  const problem = (await answer.json()) as { detail: string };
  expect(answer.status).toBe(400);
  const [refused] = await eventually(
    async () => ((await eventsOf(id)).length === 1 ? eventsOf(id) : null),
    'the refusal is listed',
  );
  expect(refused).toMatchObject({ readAs: null, refusal: problem.detail, alerts: [] });
});
