import { scenario } from './world/scenario.ts';

scenario('tells Slack and Teams once of each call: who, what, how long, who answered, and a link', async (world) => {
  const priya = await world.responder('Priya S.');
  const sam = await world.responder('Sam T.');
  const slack = await world.channel('slack');
  const teams = await world.channel('teams');
  const caller = world.aNumber();
  await world.contact('Mitchell Starc', caller);
  const hotline = await world.hotline({ ring: [priya, sam], ringTimeoutSeconds: 60, channelIds: [slack.id, teams.id] });

  const call = await hotline.isDialledBy(caller, { people: { [priya.phone]: 'busy', [sam.phone]: 'accept' } });
  await call.isOver();
  const log = await call.log();

  for (const channel of [slack, teams]) {
    const [message] = await channel.receives();
    const text = JSON.stringify(message?.body);
    for (const part of ['On-call hotline', 'Mitchell Starc', caller, `${log.duration}`, 'Sam T.', `/calls/${log.id}`]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('Primary Priya S. was busy → fallback 1 Sam T.');
  }
});

scenario(
  'tells a channel of a missed call once, although an incident opens for it in the same channel',
  async (world) => {
    const priya = await world.responder('Priya S.');
    const slack = await world.channel('slack');
    const teams = await world.channel('teams');
    const integration = await world.integration('Hotline', { channelIds: [slack.id, teams.id] });
    const hotline = await world.hotline({
      ring: [priya],
      ringTimeoutSeconds: 60,
      channelIds: [slack.id],
      incident: { trigger: 'missed', integrationId: integration.id },
    });

    const call = await hotline.isDialledBy(world.aNumber(), {
      people: { [priya.phone]: 'busy' },
      caller: { message: null },
    });
    await call.isOver();
    const log = await call.log((c) => c.incidentId !== null);

    const [aboutCall] = await slack.receives();
    expect(JSON.stringify(aboutCall?.body)).toContain(`/calls/${log.id}`);
    const [aboutIncident] = await teams.receives();
    expect(JSON.stringify(aboutIncident?.body)).toContain(`/incidents/${log.incidentId}`);
  },
);

/** Every text in a payload whose element is read as Markdown (Teams: TextBlock, FactSet), mrkdwn or emoji (Slack). */
function markedUp(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, emoji, facts } = value as Record<string, unknown>;
  const isRead = type === 'mrkdwn' || type === 'TextBlock' || (type === 'plain_text' && emoji !== false);
  const own = isRead || facts !== undefined ? [`${String(text)}${JSON.stringify(facts ?? '')}`] : [];
  return [...own, ...Object.values(value).flatMap(markedUp)];
}

scenario('shows a name as it is written, whatever Slack and Teams would make of it', async (world) => {
  const name = 'svc:fire:eu *prod* _down_ ~~old~~ BUILD_SOURCE_TASK';
  const priya = await world.responder('Priya S.');
  const channels = [await world.channel('slack'), await world.channel('teams')];
  const caller = world.aNumber();
  await world.contact(`${name}\u202E`, caller);
  const hotline = await world.hotline({ ring: [priya], channelIds: channels.map(({ id }) => id) });

  const call = await hotline.isDialledBy(caller, { people: { [priya.phone]: 'accept' } });
  await call.isOver();

  for (const channel of channels) {
    const [message] = await channel.receives();
    const text = JSON.stringify(message?.body);
    expect(text).toContain(name);
    expect(text).not.toContain('\u202E');
    expect(markedUp(message?.body).filter((shown) => shown.includes('svc'))).toEqual([]);
  }
});
