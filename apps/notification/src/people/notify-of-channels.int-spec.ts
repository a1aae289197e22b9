import type { ConfigDocument } from '@ringdown/contracts';
import type { Settings } from '@ringdown/platform-config';
import { ChannelStateRepository } from '../deliveries/index.js';
import { aUser } from '../testing/people-configuration.js';
import { PeopleWorld } from '../testing/people-world.js';
import { channelNotice, NotifyOfChannels } from './notify-of-channels.js';

let world: PeopleWorld;
beforeAll(async () => {
  world = await PeopleWorld.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.reset();
  await world.database.query('truncate channel_queue, delivery');
  world.users.set('user_ada', aUser('user_ada', { role: 'admin', pushUrl: world.pushUrl }));
  world.users.set('user_bob', aUser('user_bob', { role: 'admin' }));
  world.users.set('user_priya', aUser('user_priya', { pushUrl: world.pushUrl }));
});

const channel = (type: 'slack' | 'email'): ConfigDocument<'channel'> => {
  const shared = { id: 'chan_1', name: '#ops', events: [], from: {} };
  return type === 'slack' ? { ...shared, type, urlSecret: 'x' } : { ...shared, type, address: 'ops@example.com' };
};

const look = async (): Promise<void> => {
  const settings = { publicUrl: 'https://ringdown.example.com' } as Settings;
  const { notifications, reachability } = world.parts;
  const states = new ChannelStateRepository(world.database);
  const watch = new NotifyOfChannels(states, notifications, reachability, settings, world.clock);
  await Promise.all([watch.tellAdmins(), watch.tellAdmins()]);
  await world.pass(0);
};
const stands = async (fields: string): Promise<void> => {
  await world.database.query(`insert into channel_queue (channel_id) values ('chan_1') on conflict do nothing`);
  await world.database.query(`update channel_queue set ${fields}`);
};
const told = () => ({
  pushes: world.pushes().map(({ body }) => body['title']),
  mails: world.mailServer.mails.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1]?.trim()),
});
const title = 'The channel #ops gets no messages';

it('tells each admin once, however many look, that a channel fails, and again once it has worked in between', async () => {
  world.channels = [channel('slack')];
  await stands('failing_since = null');
  await look();
  expect(told()).toEqual({ pushes: [], mails: [] });
  await stands(`failing_since = '2026-01-05T02:59:00Z', closed_because = 'Slack answered 404: no_service'`);
  await look();
  await look();
  expect(told()).toEqual({ pushes: [title], mails: [`[Ringdown] ${title}`] });
  expect(JSON.stringify(world.pushes())).toContain('Slack answered 404: no_service.');
  expect(JSON.stringify(world.pushes())).toContain('https://ringdown.example.com/channels/chan_1');
  await stands('failing_since = null, admins_told_at = null');
  await look();
  await stands(`failing_since = '2026-01-05T03:10:00Z'`);
  await look();
  expect(told().pushes).toEqual([title, title]);
});

it('tells of one that is disabled, and of one for which messages wait too long', async () => {
  world.channels = [channel('slack')];
  await stands(`disabled_at = '2026-01-05T02:59:00Z'`);
  await look();
  expect(told().pushes).toEqual([title]);
  await stands(`disabled_at = null, admins_told_at = null, failures = 7`);
  await look();
  expect(told().pushes).toEqual([title]);
  await world.database.query(
    `insert into delivery (id, event_id, channel_id, about, ordering_key, event, event_at, correlation_id, created_at, next_attempt_at, give_up_at)
     values ('dlv_1', 'evt_1', 'chan_1', 'call.completed', 'call_1', '{}', $1, 'c', $1, $1, $1)`,
    [new Date('2026-01-05T02:45:00Z')],
  );
  await look();
  expect(told().pushes).toEqual([title, title]);
});

it('tells of a broken mailbox in another way than by mail', async () => {
  world.channels = [channel('email')];
  await stands(`failing_since = '2026-01-05T02:59:00Z'`);
  await look();
  expect(told()).toEqual({ pushes: [title], mails: [] });
});

it('says which channel, since when, why, and what that means', () => {
  const since = new Date('2026-01-05T03:00:00.000Z');
  const troubled = { channelId: 'chan_1', reason: 'Slack answered 404: no_service', since };
  expect(channelNotice('#ops', troubled, { timeZone: 'Europe/Berlin', url: 'https://x' })).toEqual({
    title,
    text:
      'Messages to #ops have failed since 5 Jan 2026, 04:00:00 CET. Slack answered 404: no_service. People who read there hear of ' +
      'no call and no incident until this is mended. What has failed can be sent again from the page of the channel.',
    url: 'https://x',
  });
});
