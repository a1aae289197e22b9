import { api } from './world/rest.ts';
import { World } from './world/world.ts';

const json = { 'content-type': 'application/json' };
const post = (url: string, body: string, headers: Record<string, string>): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers });

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
