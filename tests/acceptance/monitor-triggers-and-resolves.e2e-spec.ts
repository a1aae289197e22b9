import { api } from './world/rest.ts';
import { World } from './world/world.ts';

it('opens, counts and resolves an incident by webhook, and tells Slack and Teams', async () => {
  const world = new World();
  const slack = await world.channel('slack');
  const teams = await world.channel('teams');
  const { id, url } = await world.integration('Grafana', { channelIds: [slack.id, teams.id] });
  const title = `Disk full on db-1 ${world.tag}`;
  const body = { disk: '/dev/sda1', used: 0.97, tags: ['db', 'prod'] };

  const first = await world.monitorPosts(url, { title, body, severity: 'sev2', priority: 'p2' });
  expect([first.status, await first.json()]).toEqual([200, { Ok: true }]);
  const second = await world.monitorPosts(url, { title, body: 'another body', severity: 'high' });
  expect([second.status, await second.json()]).toEqual([
    200,
    { Ok: true, warnings: ['severity: expected sev1, sev2 or sev3, got "high"'] },
  ]);
  await slack.receives();
  await teams.receives();

  expect((await world.monitorPosts(url, { title, status: 'resolve' })).status).toBe(200);
  for (const channel of [slack, teams]) {
    const [resolved] = await channel.receives();
    expect(JSON.stringify(resolved?.body)).toMatch(/[Rr]esolved/);
  }

  const [incident, ...others] = await world.incidents(id, 1);
  expect(others).toEqual([]);
  expect(incident).toMatchObject({
    title,
    status: 'resolved',
    source: 'webhook',
    severity: 'sev2',
    priority: 'p2',
    occurrences: 2,
    details: body,
  });
  expect(incident?.timeline.map((t) => t.text).join('\n')).toContain(
    'severity: expected sev1, sev2 or sev3, got "high"',
  );
  await world.expectNothingElse();
});

it('opens a new incident after the resolve, and takes a resolve without an open one for nothing', async () => {
  const world = new World();
  const { id, url } = await world.integration('Grafana');
  const title = `Latency ${world.tag}`;

  for (const event of [{ title, status: 'resolve' }, { title }, { title, status: 'resolve' }, { title }]) {
    expect((await world.monitorPosts(url, event)).status).toBe(200);
  }

  const incidents = await world.incidents(id, 2);
  expect(incidents.map((i) => [i.status, i.occurrences])).toEqual([
    ['triggered', 1],
    ['resolved', 1],
  ]);
});

it('never groups and never resolves what has no title', async () => {
  const world = new World();
  const { id, url } = await world.integration('Grafana');

  for (const event of [{ body: 'a' }, { body: 'b', title: '' }, { status: 'resolve' }, { title: '', body: 'c' }]) {
    expect((await world.monitorPosts(url, event)).status).toBe(200);
  }

  const incidents = await world.incidents(id, 3);
  expect(incidents.map((i) => [i.title, i.status, i.details])).toEqual([
    ['', 'triggered', 'c'],
    ['', 'triggered', 'b'],
    ['', 'triggered', 'a'],
  ]);
});

it('says clearly what is wrong with a request, and never answers 429', async () => {
  const world = new World();
  const { url } = await world.integration('Grafana');
  const problemOf = async (response: Response) => {
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    return [response.status, (await response.json()) as { detail: string }] as const;
  };

  const [unknown, problem] = await problemOf(
    await world.monitorPosts(url.replace(/[^/]+\/push-events/, 'no-such-token/push-events'), { title: 'x' }),
  );
  expect(unknown).toBe(404);
  expect(problem.detail).toMatch(/token|URL/);
  expect((await problemOf(await world.monitorPosts(url, { title: { a: 1 } })))[0]).toBe(400);
  const broken = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"title": ',
  });
  expect((await problemOf(broken))[0]).toBe(400);
  const huge = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'x', body: 'y'.repeat(512 * 1024) }),
  });
  expect((await problemOf(huge))[0]).toBe(413);
});

it('gives a body back as it was sent, and reads a much too large one to its end before it refuses it', async () => {
  const world = new World();
  const { id, url } = await world.integration('Grafana');
  const body = '{"zone":"b","alerts":[{"y":1,"b":{"n":null,"a":true}}],"a":"ü"}';
  const post = (text: string) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });

  expect((await post(`{"title":"Order","body":${body}}`)).status).toBe(200);
  expect((await post(`{"title":"Huge","body":"${'y'.repeat(5_000_000)}"}`)).status).toBe(413);

  const [incident] = await world.incidents(id, 1);
  expect(JSON.stringify(incident?.details)).toBe(body);
});

it.each(['ok', 'Recovered', 'UP', 'closed', 'inactive'])('takes the status %s for a recovery', async (status) => {
  const world = new World();
  const { id, url } = await world.integration('Monitor');
  await world.monitorPosts(url, { title: 'Disk full on db1\n' });
  await world.monitorPosts(url, { title: 'Disk full  on db1', status });
  // what comes last is taken last: nothing else was opened before it
  await world.monitorPosts(url, { title: 'last' });
  const incidents = await world.incidents(id, 2);
  expect(incidents.map((i) => [i.title, i.status])).toEqual([
    ['last', 'triggered'],
    ['Disk full on db1', 'resolved'],
  ]);
});

it('lets a monitor acknowledge what is open', async () => {
  const world = new World();
  const { id, url } = await world.integration('Monitor');
  await world.monitorPosts(url, { title: 'Disk full' });
  await world.monitorPosts(url, { title: 'Disk full', status: 'acknowledged' });
  await world.monitorPosts(url, { title: 'last' });
  const [, incident] = await world.incidents(id, 2);
  expect(incident).toMatchObject({
    title: 'Disk full',
    status: 'acknowledged',
    acknowledgedBy: `Monitor ${world.tag}`,
  });
});

it('reads Windows-1252, and keeps Störung and Stärung apart', async () => {
  const world = new World();
  const { id, url } = await world.integration('PowerShell');
  const post = (json: string, type: string): Promise<Response> =>
    fetch(url, { method: 'POST', headers: { 'content-type': type }, body: Buffer.from(json, 'latin1') });
  const told = await post('{"title":"Störung"}', 'application/json');
  expect([told.status, await told.json()]).toEqual([
    200,
    { Ok: true, warnings: [expect.stringContaining('Windows-1252')] },
  ]);
  const declared = await post('{"title":"Stärung"}', 'application/json; charset=windows-1252');
  expect(await declared.json()).toEqual({ Ok: true });
  await post('{"title":"Stärung","status":"ok"}', 'application/json');
  await world.monitorPosts(url, { title: 'last' });
  const incidents = await world.incidents(id, 3);
  expect(incidents.map((i) => [i.title, i.status])).toEqual([
    ['last', 'triggered'],
    ['Stärung', 'resolved'],
    ['Störung', 'triggered'],
  ]);
});

it('shows a body to the digit, byte by byte', async () => {
  const world = new World();
  const slack = await world.channel('slack');
  const { id, url } = await world.integration('Monitor', { channelIds: [slack.id] });
  const body = '{"id":2868860079149422351,"v":5.0,"huge":1e400,"10":"a","2":{"__proto__":[0.10]}}';
  const answer = await fetch(url, { method: 'POST', body: `{"title":12345678901234567890,"body":${body}}` });
  expect(answer.status).toBe(200);

  const [incident] = await world.incidents(id, 1);
  expect(incident?.title).toBe('12345678901234567890');
  expect(await api.text(`/incidents/${incident?.id}`)).toContain(`"details":${body},`);
  expect(await api.text(`/incidents?integrationId=${id}`)).toContain(`"details":${body},`);
  const [message] = await slack.receives();
  expect(JSON.stringify(message?.body)).toContain('2868860079149422351');
});

it('reads the body of a known sender as that sender’s, wherever it is sent', async () => {
  const world = new World();
  const { id, url } = await world.integration('Alertmanager');
  const alert = (fingerprint: string, status: string) => ({
    status,
    fingerprint,
    labels: { alertname: 'HostDiskFull', instance: 'db-1', severity: 'critical' },
    annotations: { summary: `Disk ${fingerprint} is full` },
  });
  const group = { version: '4', groupKey: '{}:{}', status: 'firing', receiver: 'ringdown' };
  const send = (...alerts: object[]) => world.monitorPosts(url, { ...group, alerts });
  await send(alert('f1', 'firing'), alert('f2', 'firing'));
  await send(alert('f1', 'resolved'), alert('f2', 'firing'));
  await world.monitorPosts(url, { title: 'last' });
  const incidents = await world.incidents(id, 3);
  expect(incidents.map((i) => [i.title, i.status, i.severity, i.occurrences])).toEqual([
    ['last', 'triggered', null, 1],
    ['Disk f2 is full', 'triggered', 'sev1', 2],
    ['Disk f1 is full', 'resolved', 'sev1', 1],
  ]);
});
