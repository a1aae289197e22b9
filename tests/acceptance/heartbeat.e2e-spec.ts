import { api } from './world/rest.ts';
import { World } from './world/world.ts';

interface State {
  readonly lastSeenAt: string | null;
  readonly dueAt: string | null;
  readonly missingSince: string | null;
}

it('takes pings, says when the next one is due, and opens by a test what an absence would open', async () => {
  const world = new World();
  const { id, url } = await world.integration('Backup', { type: 'heartbeat', everyMinutes: 5, graceMinutes: 1 });
  const state = (): Promise<State> => api.get<State>(`/integrations/${id}/heartbeat`);
  expect(await state()).toEqual({ lastSeenAt: null, dueAt: null, missingSince: null });

  for (const method of ['GET', 'HEAD', 'POST']) expect((await fetch(url, { method })).status).toBe(200);
  const { lastSeenAt, dueAt, missingSince } = await state();
  expect(Date.parse(dueAt ?? '') - Date.parse(lastSeenAt ?? '')).toBe(6 * 60_000);
  expect(missingSince).toBeNull();

  await api.post(`/integrations/${id}/test`, { status: 'trigger' });
  const [opened] = await world.incidents(id, 1);
  expect(opened).toMatchObject({ title: expect.stringMatching(/^Heartbeat missing: Backup/) as string });
  await api.post(`/integrations/${id}/test`, { status: 'resolve' });
});
