import { eventually, type FakeSlackMessage } from '@ringdown/testkit';
import { Redis } from 'ioredis';
import { Webhook } from 'standardwebhooks';
import { testRedis } from '@ringdown/testkit';
import { laterEvent, openedEvent } from '../testing/an-incident.js';
import { signingSecret, World } from '../testing/world.js';

jest.setTimeout(90_000);

const redis = 10;
const types = { slack: 'slack', teams: 'teams', app: 'slack-app', feed: 'webhook' } as const;
const troubles = ['limited', 'failing', 'hanging', 'broken', 'killed', 'wiped', 'two', 'living'] as const;
type Trouble = (typeof troubles)[number];

let world: World;
beforeAll(async () => {
  // each trouble has channels of its own: they are looked at side by side
  const names = troubles.flatMap((trouble) =>
    Object.entries(types).map(([name, type]) => [`${name}x${trouble}`, type] as const),
  );
  world = await World.start({
    redis,
    channels: Object.fromEntries(names),
    integrations: Object.fromEntries(
      troubles.map((trouble) => [trouble, Object.keys(types).map((name) => `${name}x${trouble}`)]),
    ),
  });
});
afterAll(() => world.stop());

const incidentOf = (trouble: Trouble, n = 1) => ({
  incidentId: `inc_${trouble}_${n}`,
  number: n,
  title: `${trouble} ${n}`,
  integrationId: `int_${trouble}`,
});

const allDelivered = (eventId: string) =>
  eventually(
    async () => {
      const rows = await world.deliveriesOf(eventId);
      expect(rows.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'delivered'));
      return rows;
    },
    { timeoutMs: 60_000 },
  );

const posted = (trouble: Trouble) => ({
  slack: world.chat.received(`/slackx${trouble}`),
  teams: world.chat.received(`/teamsx${trouble}`),
  feed: world.chat.received(`/feedx${trouble}`),
  app: world.slack.messages(`appx${trouble}`),
});

/** A receiver that verifies knows each by its id; what came again is no news. */
function received(trouble: Trouble): readonly unknown[] {
  const byId = new Map<string, unknown>();
  for (const { text, headers } of world.chat.received(`/feedx${trouble}`)) {
    byId.set(headers['webhook-id'] ?? '', new Webhook(signingSecret).verify(text, headers));
  }
  return [...byId.values()];
}

/** What marks a message of an incoming webhook or a card as the same. */
const slackId = (text: string) =>
  (JSON.parse(text) as { blocks: { block_id?: string }[] }).blocks.flatMap(({ block_id }) => block_id ?? []);

it('is one message over 429 with Retry-After', async () => {
  const busy = { status: 429, headers: { 'Retry-After': '1' } };
  for (const name of ['slack', 'teams', 'feed']) world.chat.answers(`/${name}xlimited`, busy);
  await allDelivered(await world.handle(openedEvent(incidentOf('limited'))));
  const { slack, teams, feed, app } = posted('limited');
  for (const tries of [slack, teams, feed]) {
    expect(tries).toHaveLength(2);
    expect((tries[1]?.at ?? 0) - (tries[0]?.at ?? 0)).toBeGreaterThanOrEqual(1000);
  }
  expect(app).toHaveLength(1);
  expect(received('limited')).toHaveLength(1);
});

it('is one message over 500 three times', async () => {
  const broken = { status: 500 };
  for (const name of ['slack', 'teams', 'feed']) world.chat.answers(`/${name}xfailing`, broken, broken, broken);
  const trouble = { type: 'status', status: 500 } as const;
  world.slack.next('chat.postMessage', trouble, trouble, trouble);
  const rows = await allDelivered(await world.handle(openedEvent(incidentOf('failing'))));
  expect(rows.map(({ attempts }) => attempts)).toEqual([4, 4, 4, 4]);
  const { slack, feed, app } = posted('failing');
  expect([slack.length, feed.length, app.length]).toEqual([4, 4, 1]);
  expect(new Set(feed.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});

it('is one message where an answer never comes, or the connection breaks after the body was sent', async () => {
  for (const name of ['slack', 'teams', 'feed']) {
    world.chat.answers(`/${name}xhanging`, { status: 200, instead: 'hang' });
    world.chat.answers(`/${name}xbroken`, { status: 200, instead: 'reset' });
  }
  const hanging = world.handle(openedEvent(incidentOf('hanging')));
  world.slack.next('chat.postMessage', { type: 'hang' });
  await hanging;
  await eventually(() => world.slack.messages('appxhanging').length === 1);
  world.slack.next('chat.postMessage', { type: 'reset' });
  const broken = await world.handle(openedEvent(incidentOf('broken')));
  await allDelivered(broken);
  await allDelivered(await hanging);
  for (const trouble of ['hanging', 'broken'] as const) {
    const { slack, feed, app } = posted(trouble);
    // the app looks before it posts again
    expect(app).toHaveLength(1);
    // who cannot look may send twice: under one id, by which a receiver knows it
    expect(slack).toHaveLength(2);
    expect(slackId(slack[0]?.text ?? '')).toEqual(slackId(slack[1]?.text ?? ''));
    expect(feed).toHaveLength(2);
    expect(received(trouble)).toHaveLength(1);
  }
});

it('is one message where notification is killed between the sending and the record', async () => {
  const eventId = await world.handle(openedEvent(incidentOf('killed')));
  const rows = await allDelivered(eventId);
  // as a process leaves it that dies after the other side has the message, and before it wrote that down
  await world.database.query('delete from channel_message where channel_id = any($1)', [
    rows.map((row) => row.channel_id),
  ]);
  await world.database.query(
    `with lost as (update delivery set status = 'pending', delivered_at = null where event_id = $1 returning channel_id)
     update channel_queue q set leased_until = now() - interval '1 second', turn_began_at = now() - interval '30 seconds',
       lease = lease + 1 from lost where q.channel_id = lost.channel_id`,
    [eventId],
  );
  await allDelivered(eventId);
  const { slack, feed, app } = posted('killed');
  expect(app).toHaveLength(1);
  expect(slack).toHaveLength(2);
  expect(slackId(slack[0]?.text ?? '')).toEqual(slackId(slack[1]?.text ?? ''));
  expect(feed).toHaveLength(2);
  expect(received('killed')).toHaveLength(1);
});

it('is one message though Redis forgets everything', async () => {
  const again = { status: 503 };
  for (const name of ['slack', 'teams', 'feed']) world.chat.answers(`/${name}xwiped`, again);
  const eventId = await world.handle(openedEvent(incidentOf('wiped')));
  const client = new Redis(new URL(`/${redis}`, testRedis()).href);
  await client.flushdb();
  client.disconnect();
  await allDelivered(eventId);
  const { slack, feed, app } = posted('wiped');
  expect([slack.length, feed.length, app.length]).toEqual([2, 2, 1]);
});

it('is one message each where two instances work side by side', async () => {
  const other = await world.beside();
  const events = Array.from({ length: 8 }, (_, n) => openedEvent(incidentOf('two', n + 1)));
  const ids = await Promise.all(events.map((event, n) => (n % 2 === 0 ? world : other).handle(event)));
  for (const id of ids) await allDelivered(id);
  await other.stop();
  const { slack, teams, feed, app } = posted('two');
  expect([slack.length, teams.length, feed.length, app.length]).toEqual([8, 8, 8, 8]);
});

it('changes the one message of an app as the incident lives, with few words in its thread', async () => {
  const incident = incidentOf('living');
  await world.handle(openedEvent(incident));
  const message = await eventually(() => world.slack.messages('appxliving')[0] ?? false);
  const last = await world.handle(laterEvent('incident.acknowledged.v1', { ...incident, status: 'acknowledged' }));
  await world.handle(laterEvent('incident.resolved.v1', { ...incident, status: 'resolved' }));
  const replies = () => world.slack.replies(message as FakeSlackMessage).map(({ text }) => text);
  await eventually(() => expect(replies().join('\n')).toContain('resolved it'));
  expect(await world.deliveriesOf(last)).toHaveLength(2);
  expect(world.slack.messages('appxliving')).toHaveLength(1);
  expect(world.slack.messages('appxliving')[0]?.text).toContain('resolved by Priya S.');
  expect(replies().join('\n').split('\n')).toEqual(['Priya S. acknowledged it', 'Priya S. resolved it']);
});
