import { callEvents } from '@ringdown/contracts';
import { Broker } from '@ringdown/platform-messaging';
import { eventually, uniquePrefix } from '@ringdown/testkit';
import { headers } from '@nats-io/transport-node';
import { aCall, aMissedCall, callEvent } from '../testing/a-call.js';
import { laterEvent, openedEvent } from '../testing/an-incident.js';
import { World } from '../testing/world.js';
import { ChannelWorker } from './channel-worker.js';
import { OutboundChannels } from './outbound-channels.js';

const redis = 8;

async function publishCall(world: World, eventId: string, data: object): Promise<void> {
  const h = headers();
  h.set('ce-id', eventId);
  h.set('ce-time', new Date().toISOString());
  h.set('ce-sequence', '1');
  h.set('ce-correlationid', 'call-from-http');
  await world.app.get(Broker).ensureStreams();
  const jetstream = await world.app.get(Broker).jetstream();
  await jetstream.publish(callEvents.completed.subject, JSON.stringify(data), { headers: h });
}

const settled = (world: World, eventId: string, status: string, count = 1) =>
  eventually(async () => {
    const rows = await world.deliveriesOf(eventId);
    expect(rows.map((row) => row.status)).toEqual(Array.from({ length: count }, () => status));
    return rows;
  });

describe('events from JetStream', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start({
      redis,
      consuming: true,
      channels: { ops: 'slack', opsTeams: 'teams' },
      lines: { notifyTwice: ['ops', 'opsTeams'] },
    });
  });
  afterAll(() => world.stop());

  it('are sent once to each channel, though they come twice', async () => {
    const eventId = uniquePrefix('evt');
    const call = aCall({ lineId: 'line_notifyTwice' });
    await publishCall(world, eventId, call);
    await publishCall(world, eventId, call);
    const rows = await settled(world, eventId, 'delivered', 2);
    expect(rows.map((row) => row.correlation_id)).toEqual(['call-from-http', 'call-from-http']);

    // An inbox that was cleaned long ago knows the event no more; the deliveries do.
    await world.database.query('delete from inbox');
    await publishCall(world, eventId, call);
    await eventually(async () => (await world.database.query('select from inbox')).length === 1);
    const fence = uniquePrefix('evt');
    await publishCall(world, fence, aMissedCall({ callId: 'call_2', lineId: 'line_notifyTwice' }));
    await settled(world, fence, 'delivered', 2);

    for (const path of ['/ops', '/opsTeams']) {
      const texts = world.chat.received(path).map(({ text }) => text);
      expect(texts).toHaveLength(2);
      expect(texts[0]).toContain('answered by Priya S.');
      expect(texts[0]).toContain('https://ringdown.example.com/calls/call_1');
      expect(texts[1]).toContain('missed call from Mitchell Starc');
    }
  });
});

describe('a delivery', () => {
  let world: World;
  const doomed = uniquePrefix('doomed').replace('_', '');
  const names = ['well', 'shaky', 'busy', 'hasty', 'sleepy', 'gone', 'inOrder', doomed, 'limited'];
  beforeAll(async () => {
    world = await World.start({
      redis,
      channels: { ...Object.fromEntries(names.map((name) => [name, 'slack'])), hidden: 'teams' },
      lines: Object.fromEntries([...names, 'hidden'].map((name) => [name, [name]])),
      integrations: { inOrder: ['inOrder'] },
    });
  });
  afterAll(() => world.stop());

  it('is tried again after a failure that passes, and says so', async () => {
    world.chat.answers('/shaky', { status: 500, body: 'rollup_error' });
    const eventId = await world.handle(callEvent({ lineId: 'line_shaky' }));
    const [row] = await settled(world, eventId, 'delivered');
    expect(row).toMatchObject({ attempts: 2, last_error: null, correlation_id: `about-${eventId}` });
    expect(world.chat.received('/shaky')).toHaveLength(2);
  });

  it('keeps the pause that the other side asks for, and so do the others of its channel', async () => {
    world.chat.answers('/busy', { status: 429, headers: { 'Retry-After': '1' } });
    const first = await world.handle(callEvent({ callId: 'call_1', lineId: 'line_busy' }));
    // whoever looks late finds it delivered
    await eventually(async () => {
      const [row] = await world.deliveriesOf(first);
      return row?.last_error !== null || row.status === 'delivered';
    });
    const second = await world.handle(callEvent({ callId: 'call_2', lineId: 'line_busy' }));
    await settled(world, first, 'delivered');
    await settled(world, second, 'delivered');
    const [refused, again, other] = world.chat.received('/busy');
    expect((again?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1000);
    expect((other?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1000);
    expect(world.chat.received('/busy')).toHaveLength(3);
  });

  it('is not tried again at once where the other side names 0', async () => {
    const busy = { status: 429, headers: { 'Retry-After': '0' } };
    world.chat.answers('/hasty', busy, busy);
    const eventId = await world.handle(callEvent({ lineId: 'line_hasty' }));
    await settled(world, eventId, 'delivered');
    const times = world.chat.received('/hasty').map(({ at }) => at);
    expect(times).toHaveLength(3);
    // The first backoff is 0.5…1 s, which the rate limit of the channel makes 1 s; the second is 1…2 s.
    for (const n of [0, 1]) expect((times[n + 1] ?? 0) - (times[n] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('is kept waiting for a quarter of an hour at most, and so is its channel', async () => {
    const before = Date.now();
    world.chat.answers('/sleepy', { status: 429, headers: { 'Retry-After': '30000' } });
    const eventId = await world.handle(callEvent({ callId: 'call_1', lineId: 'line_sleepy' }));
    await eventually(async () => (await world.deliveriesOf(eventId))[0]?.last_error !== null);
    const waiting = async () =>
      world.database.query<{ next_attempt_at: Date; closed_until: Date | null }>(
        `select next_attempt_at, closed_until from delivery join channel_queue using (channel_id)
         where channel_id = 'chan_sleepy'`,
      );
    await eventually(async () => ((await waiting())[0]?.closed_until?.getTime() ?? 0) > before + 14 * 60_000);
    const [row] = await waiting();
    const latest = Date.now() + 15 * 60_000;
    expect(row?.next_attempt_at.getTime()).toBeGreaterThan(before + 14 * 60_000);
    expect(row?.next_attempt_at.getTime()).toBeLessThanOrEqual(latest);
    expect(row?.closed_until?.getTime()).toBeLessThanOrEqual(latest);
  });

  it('is tried again where Teams hides a 429 in a 200, and fails for good where it hides a 413', async () => {
    const hiding = (code: number) => ({
      status: 200,
      body: `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${code} with ContextId x`,
    });
    world.chat.answers('/hidden', hiding(429), { status: 202 }, hiding(413));
    const passing = await world.handle(callEvent({ callId: 'call_1', lineId: 'line_hidden' }));
    expect(await settled(world, passing, 'delivered')).toMatchObject([{ attempts: 2 }]);
    const staying = await world.handle(callEvent({ callId: 'call_2', lineId: 'line_hidden' }));
    const [row] = await settled(world, staying, 'failed');
    expect(row).toMatchObject({ attempts: 1, last_error: expect.stringContaining('larger than Teams takes') });
  });

  it('fails for good where the channel is gone at the other side', async () => {
    world.chat.answers('/gone', { status: 404, body: 'no_service' });
    const eventId = await world.handle(callEvent({ lineId: 'line_gone' }));
    const [row] = await settled(world, eventId, 'failed');
    expect(row).toMatchObject({ attempts: 1, last_error: 'Slack answered 404: no_service' });
    expect(world.chat.received('/gone')).toHaveLength(1);
  });

  it('waits for the one before it about the same incident', async () => {
    world.chat.answers('/inOrder', { status: 503 });
    const incident = { incidentId: 'inc_7', integrationId: 'int_inOrder' };
    await world.handle(openedEvent(incident));
    const last = await world.handle(laterEvent('incident.resolved.v1', incident));
    await settled(world, last, 'delivered');
    const accepted = world.chat.received('/inOrder').slice(1);
    expect(accepted.map(({ text }) => /opened|resolved/.exec(text)?.[0])).toEqual(['opened', 'resolved']);
  });

  it('is not sent twice by a worker that is woken again and again', async () => {
    world.chat.answers('/well', { status: 200, body: 'ok' });
    const eventId = await world.handle(callEvent({ lineId: 'line_well' }));
    const worker = world.app.get(ChannelWorker);
    for (let n = 0; n < 10; n++) worker.wake(['chan_well']);
    await settled(world, eventId, 'delivered');
    worker.wake(['chan_well']);
    const fence = await world.handle(callEvent({ callId: 'call_2', lineId: 'line_hasty' }));
    await settled(world, fence, 'delivered');
    expect(world.chat.received('/well')).toHaveLength(1);
  });

  it('fails for good when its channel is deleted, without waiting for its next try', async () => {
    world.chat.answers(
      `/${doomed}`,
      ...Array.from({ length: 20 }, () => ({ status: 503, headers: { 'Retry-After': '600' } })),
    );
    const eventId = await world.handle(callEvent({ lineId: `line_${doomed}` }));
    await eventually(async () => (await world.deliveriesOf(eventId))[0]?.last_error !== null);
    await world.deleteChannel(doomed);
    const [row] = await settled(world, eventId, 'failed');
    expect(row?.last_error).toBe('The channel was deleted.');
  });

  it('of a storm goes out within the rate limit of its channel: ten at once, then one a second', async () => {
    for (let n = 0; n < 12; n++) await world.handle(callEvent({ callId: `call_${n}`, lineId: 'line_limited' }));
    await eventually(() => world.chat.received('/limited').length === 12);
    const times = world.chat.received('/limited').map(({ at }) => at);
    const [start = 0] = times;
    // a request takes its time, which is short beside a second
    expect((times[10] ?? 0) - start).toBeGreaterThanOrEqual(950);
    expect((times[11] ?? 0) - start).toBeGreaterThanOrEqual(1950);
  });

  it('of a rejected call does not exist', async () => {
    const eventId = await world.handle(callEvent({ lineId: 'line_well', outcome: 'rejected' }));
    expect(await world.deliveriesOf(eventId)).toEqual([]);
  });

  it('says so where the channel was encrypted with another key', async () => {
    const channel = { id: 'chan_x', name: '#x', type: 'slack', urlSecret: 'v1.a.b.c', events: [], from: {} } as const;
    expect(world.app.get(OutboundChannels).open({ ...channel, events: [] })).toMatchObject({
      takes: 'nothing',
      reason: expect.stringContaining('SECRET_KEY'),
    });
  });
});

describe('without Redis', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start({ redis: null, channels: { sweep: 'slack' }, lines: { sweep: ['sweep'] } });
  });
  afterAll(() => world.stop());

  it('the sweep delivers, tries again, and takes over from a worker that died', async () => {
    world.chat.answers('/sweep', { status: 500 });
    const eventId = await world.handle(callEvent({ callId: 'call_1', lineId: 'line_sweep' }));
    const [row] = await settled(world, eventId, 'delivered');
    expect(row?.attempts).toBe(2);
    expect(world.chat.received('/sweep')).toHaveLength(2);

    const orphan = await world.handle(callEvent({ callId: 'call_2', lineId: 'line_sweep' }));
    await world.database.query(
      `with lost as (update delivery set status = 'pending' where event_id = $1 returning channel_id)
       update channel_queue q set leased_until = now() + interval '2 seconds', turn_began_at = now() from lost
       where q.channel_id = lost.channel_id`,
      [orphan],
    );
    await settled(world, orphan, 'delivered');
  });
});

describe('where private addresses are not allowed', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start({
      redis,
      allowPrivate: false,
      channels: { inside: 'teams' },
      lines: { inside: ['inside'] },
    });
  });
  afterAll(() => world.stop());

  it('a delivery to one fails for good and names the setting', async () => {
    const eventId = await world.handle(callEvent({ lineId: 'line_inside' }));
    const [row] = await settled(world, eventId, 'failed');
    expect(row?.last_error).toContain('OUTBOUND_ALLOW_PRIVATE');
    expect(world.chat.received('/inside')).toHaveLength(0);
  });
});
