import { api } from './world/rest.ts';
import { scenario } from './world/scenario.ts';

scenario(
  'tells the channels of a schedule once who comes on call',
  async (world) => {
    const [priya, sam] = [await world.responder('Priya S.'), await world.responder('Sam T.')];
    const [slack, teams] = [await world.channel('slack'), await world.channel('teams')];
    const rota = await world.schedule('Backend Team', [priya]);
    await api.patch(`/schedules/${rota.id}`, { channelIds: [slack.id, teams.id] });
    // later than it is looked who is on call, which is every five seconds
    const [startsAt, endsAt] = [20_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
    await api.post(`/schedules/${rota.id}/overrides`, { userId: sam.id, startsAt, endsAt });

    for (const channel of [slack, teams]) {
      const [message] = await channel.receives();
      expect(message?.text).toContain(`${rota.name}: Sam T. is on call`);
      expect(message?.text).toContain('Priya S.');
    }
  },
  ['twilio'],
);
