import type { FakeSlackUser } from '@ringdown/testkit';
import { aSlackApp } from '../testing/people-configuration.js';
import { PeopleWorld } from '../testing/people-world.js';

let world: PeopleWorld;
let priya: FakeSlackUser;

beforeAll(async () => {
  world = await PeopleWorld.start();
  priya = world.slack.addUser({ name: 'Priya S.', email: 'user_priya@example.com' });
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.reset();
  world.slack.reset();
  world.channels = [aSlackApp('ops', world.slack.botToken)];
  world.priya({ notify: [{ type: 'slack', delayMinutes: 0 }] });
});

const messages = () => world.slack.messages(priya.id);

it('writes a direct message, by which the incident can be acted on', async () => {
  await world.escalates(['user_priya']);
  await world.pass(0);
  expect(await world.states()).toEqual(['slack sent']);
  expect(messages()).toMatchObject([{ text: '#12 sev2 p1 Checkout is down' }]);
  expect(messages()[0]?.blocks.at(-1)).toMatchObject({
    type: 'actions',
    elements: [
      { action_id: 'acknowledge', value: 'inc_1' },
      { action_id: 'escalate', value: 'inc_1', confirm: {} },
      { action_id: 'resolve', value: 'inc_1', confirm: {} },
      { action_id: 'open', url: 'https://ringdown.example.com/incidents/inc_1' },
    ],
  });
  expect(messages()[0]?.metadata?.event_payload).toEqual({ id: (await world.ids('slack'))[0], thread: 'inc_1' });
  expect(await world.told()).toEqual(['Slack message to Priya S. was sent']);
});

it('tells that it is resolved, and offers nothing more to do', async () => {
  await world.escalates(['user_priya']);
  await world.pass(0);
  await world.moved('resolved');
  await world.pass(1);
  expect(messages().at(-1)?.text).toBe('#12 resolved by Sam T.: Checkout is down');
  expect(messages().at(-1)?.blocks.at(-1)).toMatchObject({ elements: [{ action_id: 'open' }] });
});

it('writes once, although the answer to the first try was lost', async () => {
  world.slack.next('chat.postMessage', { type: 'reset' });
  await world.escalates(['user_priya']);
  await world.pass(0);
  expect(await world.states()).toEqual(['slack waiting']);
  await world.pass(3);
  expect(await world.states()).toEqual(['slack sent']);
  expect(messages()).toHaveLength(1);
});

it('tries again after the time that Slack names', async () => {
  world.slack.next('users.lookupByEmail', { type: 'rate-limited', seconds: 10 });
  await world.escalates(['user_priya']);
  await world.pass(0);
  await world.pass(9);
  expect(messages()).toHaveLength(0);
  await world.pass(2);
  expect(messages()).toHaveLength(1);
});

it('says whom Slack does not know, and makes way for the next kind', async () => {
  world.priya({
    email: 'elsewhere@example.com',
    notify: [
      { type: 'slack', delayMinutes: 0 },
      { type: 'push', delayMinutes: 5 },
    ],
  });
  await world.escalates(['user_priya']);
  await world.pass(0);
  await world.pass(1);
  expect(await world.states()).toEqual(['slack failed', 'push sent']);
  expect(await world.told()).toContain(
    'Slack message to Priya S. failed: Slack knows nobody with the e-mail address elsewhere@example.com',
  );
});

it('writes by the first app that knows the person, whatever is wrong with others', async () => {
  world.channels = [
    aSlackApp('alpha', 'xoxb-of-another-workspace'),
    { ...aSlackApp('beta', 'x'), botTokenSecret: 'not ours' } as never,
    aSlackApp('ops', world.slack.botToken),
  ];
  await world.escalates(['user_priya']);
  await world.pass(0);
  expect(messages()).toHaveLength(1);
});

it('says what is wrong where no app can write', async () => {
  world.channels = [aSlackApp('alpha', 'xoxb-old')];
  await world.escalates(['user_priya']);
  await world.pass(0);
  expect(await world.told()).toContainEqual(expect.stringMatching(/Slack does not accept the bot token.*invalid_auth/));
});

it('is of no use without a Slack app', async () => {
  world.channels = [];
  await world.escalates(['user_priya']);
  await world.pass(0);
  expect(messages()).toHaveLength(0);
  expect(world.mailServer.mails).toHaveLength(1);
});

it('tells of a shift', async () => {
  const notice = { title: 'You are on call', text: 'Backend Team', url: 'https://ringdown.example.com/schedules/s' };
  await world.database.transaction((tx) =>
    world.parts.notifications.add(
      tx,
      [
        {
          eventId: 'evt_shift',
          correlationId: 'c',
          userId: 'user_priya',
          position: 0,
          step: null,
          madeResponder: false,
          type: 'slack',
          notice,
          dueAt: world.clock.now(),
          state: 'waiting',
          detail: null,
        },
      ],
      world.clock.now(),
    ),
  );
  await world.pass(0);
  expect(messages()).toMatchObject([{ text: 'You are on call' }]);
  expect(JSON.stringify(messages()[0]?.blocks)).toContain('Backend Team');
});
