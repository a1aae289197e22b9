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
