import type { Incident } from '@ringdown/contracts';
import { api } from './world/rest.ts';
import { SlackWorkspace } from './world/slack-workspace.ts';
import { eventually } from './world/waiting.ts';
import { World } from './world/world.ts';

async function aWorkspace(role: 'admin' | 'responder' = 'responder') {
  const world = new World();
  const ada = { name: 'Ada', email: `ada-${world.tag}@example.com` };
  await api.post('/users', { ...ada, role });
  const workspace = await SlackWorkspace.open(world.tag, [ada, { name: 'Eve', email: 'eve@elsewhere.example' }]);
  const integration = await world.integration('Chat');
  // notification knows the app and the person a moment after control does
  const knows = async () => ((await workspace.command('Ada', 'who'))[0]?.status === 200 ? true : null);
  await eventually(knows, 'notification knows the app');
  return { world, workspace, integration };
}

const anIncident = (integrationId: string, title: string): Promise<Incident> =>
  api.post<Incident>('/incidents', { title, integrationId });
const incident = (id: string): Promise<Incident> => api.get<Incident>(`/incidents/${id}`);

it('a click acknowledges an incident in the name of whoever clicked; the second is told that it is done', async () => {
  const { workspace, integration, world } = await aWorkspace();
  const { id } = await anIncident(integration.id, `Disk full ${world.tag}`);
  const ts = await workspace.postsButton('acknowledge', id);

  const [answer] = await workspace.click('Ada', ts, 'acknowledge');
  expect(answer).toMatchObject({ status: 200, body: '' });
  expect(answer?.ms).toBeLessThan(3000);
  const acknowledged = await incident(id);
  expect(acknowledged.status).toBe('acknowledged');
  expect(acknowledged.timeline.map(({ text }) => text).join('\n')).toMatch(/Ada[^]*in Slack|in Slack[^]*Ada/);

  await workspace.click('Eve', ts, 'acknowledge');
  expect((await workspace.toldAlone(1)).at(-1)).toMatch(/not known in Ringdown/);
});

it('a form adds a note, once, although Slack sends it again', async () => {
  const { workspace, integration, world } = await aWorkspace();
  const { id } = await anIncident(integration.id, `Disk full ${world.tag}`);
  const ts = await workspace.postsButton('add-note', id);
  await workspace.click('Ada', ts, 'add-note');
  const answers = await workspace.submit('Ada', { input: 'it is the disk' }, { times: 2 });
  expect(answers).toMatchObject([
    { status: 200, body: '' },
    { status: 200, body: '' },
  ]);
  const notes = (await incident(id)).timeline.filter(({ text }) => text.includes('it is the disk'));
  expect(notes).toHaveLength(1);
});

it('/ringdown declare opens an incident, once, although Slack sends it again, and says its number', async () => {
  const { workspace, world } = await aWorkspace();
  const title = `Checkout is down ${world.tag}`;
  const answers = await workspace.command('Ada', `declare ${title}`, { times: 2 });
  const { items } = await api.get<{ items: Incident[] }>(`/incidents?q=${encodeURIComponent(title)}`);
  expect(items).toMatchObject([{ title, status: 'triggered', source: 'manual' }]);
  for (const { status, body } of answers) {
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining(`#${items[0]?.number} `) as unknown,
    });
  }
  const [resolved] = await workspace.command('Ada', `resolve ${items[0]?.number}`);
  expect(resolved?.body).toContain('is resolved');
  expect((await incident(items[0]?.id ?? '')).status).toBe('resolved');
});

it('/ringdown override puts whoever is mentioned on call, by control', async () => {
  const { workspace, world } = await aWorkspace();
  const name = `Nights ${world.tag}`;
  const schedule = await api.post<{ id: string }>('/schedules', { name, timeZone: 'UTC', layers: [] });
  const said = async (): Promise<string | null> => {
    const [answer] = await workspace.command('Ada', `who ${name}`);
    return answer?.body.includes('nobody is on call') ? answer.body : null;
  };
  await eventually(said, 'notification knows the schedule');
  const [answer] = await workspace.command('Ada', `override me 2h ${name}`);
  expect(answer?.body).toContain(`Ada is on call for ${name} until`);
  const { items } = await api.get<{ items: { comment?: string }[] }>(`/schedules/${schedule.id}/overrides`);
  expect(items).toHaveLength(1);
});

it('what Slack did not sign, or signed long ago, is refused, and nothing happens', async () => {
  const { workspace, integration, world } = await aWorkspace();
  const { id } = await anIncident(integration.id, `Disk full ${world.tag}`);
  const ts = await workspace.postsButton('resolve', id);
  for (const wire of [{ forged: true }, { ageSeconds: 400 }]) {
    const [click] = await workspace.click('Ada', ts, 'resolve', wire);
    expect(click?.status).toBe(401);
    const [command] = await workspace.command('Ada', `declare Forged ${world.tag}`, wire);
    expect(command?.status).toBe(401);
  }
  expect((await incident(id)).status).toBe('triggered');
  const { items } = await api.get<{ items: Incident[] }>(`/incidents?q=${encodeURIComponent(`Forged ${world.tag}`)}`);
  expect(items).toEqual([]);
});
