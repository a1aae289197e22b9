import { api } from './world/rest.ts';
import { eventually } from './world/waiting.ts';
import { World } from './world/world.ts';

interface Named {
  readonly id: string;
}

/** What was configured a moment ago is on its way to the service: an incident that nobody is told of shows that it has arrived. */
async function rulesArrived(world: World): Promise<void> {
  const { id, url } = await world.integration('Probe');
  await eventually(async () => {
    await world.monitorPosts(url, { title: `Flaky probe ${world.tag}` });
    const { items } = await api.get<{ items: { suppressed: boolean }[] }>(`/incidents?integrationId=${id}`);
    if (items.some(({ suppressed }) => suppressed)) return true;
    await world.monitorPosts(url, { title: `Flaky probe ${world.tag}`, status: 'resolve' });
    return null;
  }, 'the alert rules have arrived');
}

it('sends a severity to another channel, and tells nobody of what a rule suppresses', async () => {
  const world = new World();
  const everyday = await world.channel('slack');
  const severe = await world.channel('teams');
  const { id, url } = await world.integration('Grafana', { channelIds: [everyday.id] });
  const here = { field: 'title', op: 'contains', value: world.tag };
  const rule = (name: string, condition: object, then: object): Promise<Named> =>
    api.post<Named>('/alert-rules', { name: `${name} ${world.tag}`, when: { all: [here, condition] }, then });
  await rule('Severe', { field: 'severity', op: 'equals', value: 'sev1' }, { channelIds: [severe.id], priority: 'p1' });
  await rule('Noise', { field: 'title', op: 'matches', value: '^(Flaky|Noisy) ' }, { suppress: true });

  await rulesArrived(world);
  // what is told of last shows that nothing was told of what came before
  for (const [title, severity] of [
    [`Flaky disk ${world.tag}`, 'sev1'],
    [`Slow ${world.tag}`, 'sev3'],
    [`Down ${world.tag}`, 'sev1'],
  ]) {
    expect((await world.monitorPosts(url, { title, severity })).status).toBe(200);
  }

  const [first] = await everyday.receives();
  const [second] = await everyday.receives();
  const told = [first, second].map((message) => JSON.stringify(message?.body)).join('\n');
  expect(told).toContain(`Slow ${world.tag}`);
  expect(told).toContain(`Down ${world.tag}`);
  const [page] = await severe.receives();
  expect(JSON.stringify(page?.body)).toContain(`Down ${world.tag}`);

  const incidents = await world.incidents(id, 3);
  expect(incidents.map(({ title, priority }) => [title, priority])).toEqual([
    [`Down ${world.tag}`, 'p1'],
    [`Slow ${world.tag}`, null],
    [`Flaky disk ${world.tag}`, 'p1'],
  ]);
  const [, , flaky] = incidents;
  const shown = await api.get<{ suppressed: boolean }>(`/incidents/${flaky?.id ?? ''}`);
  expect(shown.suppressed).toBe(true);
  const dryRun = await eventually(
    () =>
      api.post<{ items: { name: string; acts: boolean; because: string }[] }>('/alert-rules/dry-run', {
        incidentId: flaky?.id,
      }),
    'the dry run of a past incident',
  );
  expect(dryRun.items.find(({ name }) => name === `Noise ${world.tag}`)).toMatchObject({ acts: true });
  await world.expectNothingElse();
});
