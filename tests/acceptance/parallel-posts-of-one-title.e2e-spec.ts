import { World } from './world/world.ts';

it('opens one incident with 200 occurrences for 200 parallel POSTs of one title', async () => {
  const world = new World();
  const slack = await world.channel('slack');
  const { id, url } = await world.integration('Grafana', { channelIds: [slack.id] });
  const title = `Checkout fails ${world.tag}`;

  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) => world.monitorPosts(url, { title, body: { n } })),
  );

  expect(answers.every((a) => a.status === 200)).toBe(true);
  await slack.receives();
  // the resolve was accepted after all of them: once it shows, all of them have taken effect
  await world.monitorPosts(url, { title, status: 'resolve' });
  await slack.receives();
  const incidents = await world.incidents(id, 1);
  expect(incidents.map((i) => [i.title, i.occurrences, i.status])).toEqual([[title, 200, 'resolved']]);
  await world.expectNothingElse();
});
