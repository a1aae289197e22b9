import { deliveryRpc } from '@ringdown/contracts';
import { callEvent } from '../testing/a-call.js';
import { shiftEnded, shiftStarted } from '../testing/a-shift.js';
import { openedEvent } from '../testing/an-incident.js';
import { World } from '../testing/world.js';
import { DeliveriesController } from './deliveries.controller.js';

describe('RPC about deliveries', () => {
  let world: World;
  let controller: DeliveriesController;
  const list = async (query: object = {}) => deliveryRpc.list.reply.parse(await controller.list(query));

  beforeEach(async () => {
    world = await World.start({
      redis: null,
      sending: false,
      channels: { ops: 'slack', teams: 'teams' },
      lines: { one: ['ops', 'teams'] },
      integrations: { one: ['teams'] },
      schedules: { one: ['ops', 'teams'] },
    });
    controller = world.app.get(DeliveriesController);
  });
  afterEach(() => world.stop());

  it('lists them, newest first, page by page, by any filter', async () => {
    await world.handle(callEvent({ callId: 'call_1', lineId: 'line_one' }));
    await world.handle(openedEvent({ incidentId: 'inc_1', integrationId: 'int_one' }));
    await world.handle(callEvent({ callId: 'call_2', lineId: 'line_one' }));

    const { items, nextCursor } = await list();
    expect(nextCursor).toBeNull();
    expect(items.map(({ about, channelId, callId, incidentId }) => [about, channelId, callId ?? incidentId])).toEqual([
      ['call.completed', 'chan_teams', 'call_2'],
      ['call.completed', 'chan_ops', 'call_2'],
      ['incident.opened', 'chan_teams', 'inc_1'],
      ['call.completed', 'chan_teams', 'call_1'],
      ['call.completed', 'chan_ops', 'call_1'],
    ]);
    expect(items[0]).toMatchObject({ status: 'pending', attempts: 0, lastError: null, deliveredAt: null });

    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.nextCursor });
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second.nextCursor).toBeNull();

    expect((await list({ callId: 'call_1' })).items).toHaveLength(2);
    expect((await list({ incidentId: 'inc_1' })).items).toHaveLength(1);
    expect((await list({ channelId: 'chan_teams', status: 'pending' })).items).toHaveLength(3);
    expect((await list({ status: 'failed' })).items).toEqual([]);
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('sends again what has ended, and nothing else', async () => {
    const eventId = await world.handle(callEvent({ lineId: 'line_one' }));
    const [row] = await world.deliveriesOf(eventId);
    const id = row?.id ?? '';
    expect(row?.channel_id).toBe('chan_ops');
    await expect(controller.resend({ id })).rejects.toMatchObject({ kind: 'conflict' });
    await expect(controller.resend({ id: 'dlv_none' })).rejects.toMatchObject({ kind: 'not-found' });

    world.chat.answers('/ops', { status: 410, body: 'channel_is_archived' });
    await world.send('ops');
    expect((await list({ status: 'failed', channelId: 'chan_ops' })).items).toMatchObject([
      { id, lastError: expect.stringContaining('410') },
    ]);

    const pending = deliveryRpc.resend.reply.parse(await controller.resend({ id }));
    expect(pending).toMatchObject({ id, status: 'pending', attempts: 1, lastError: null });
    await world.send('ops');
    const [again] = (await list({ status: 'delivered', channelId: 'chan_ops' })).items;
    expect(again).toMatchObject({ id, attempts: 2, deliveredAt: expect.any(String) });
    expect(world.chat.received('/ops')).toHaveLength(2);
  });

  it('has one message of a handoff for each channel of the schedule', async () => {
    await world.handle(shiftEnded({ to: { id: 'user_2', name: 'Sam T.' } }));
    const eventId = await world.handle(shiftStarted({ from: { id: 'user_2', name: 'Sam T.' } }));
    await world.handle(shiftStarted({ from: null }), eventId);
    const rows = await world.deliveriesOf(eventId);
    // feeds of other tests follow every handoff: they know of each other through one NATS
    const own = rows.filter(({ channel_id }) => ['chan_ops', 'chan_teams'].includes(channel_id));
    expect(own.map(({ channel_id }) => channel_id)).toEqual(['chan_ops', 'chan_teams']);
    expect((await list({ channelId: 'chan_ops' })).items.map(({ about }) => about)).toEqual(['oncall.shift_started']);
    await world.send('ops');
    expect(JSON.stringify(world.chat.received('/ops'))).toContain('Backend Team: Priya S. is on call');
  });

  it('names a channel that has failed for good, until something arrives there', async () => {
    world.chat.answers('/ops', { status: 410, body: 'channel_is_archived' });
    const [failed] = await world.deliveriesOf(await world.handle(callEvent({ callId: 'call_1', lineId: 'line_one' })));
    await world.send('ops');
    const failing = async () => deliveryRpc.failing.reply.parse(await controller.failing()).items;
    expect(await failing()).toEqual([
      { channelId: failed?.channel_id, failed: 1, lastError: expect.stringContaining('410') },
    ]);
    const [later] = await world.deliveriesOf(await world.handle(callEvent({ callId: 'call_2', lineId: 'line_one' })));
    await world.send('ops');
    expect(later?.channel_id).toBe(failed?.channel_id);
    expect(await failing()).toEqual([]);
  });

  it('tests a channel at once and says what the other side answered', async () => {
    expect(await controller.testChannel({ channelId: 'chan_ops' })).toEqual({
      ok: true,
      detail: 'Slack answered 200: ok',
    });
    expect(world.chat.received('/ops')[0]?.text).toContain('Ringdown can reach #ops');
    world.chat.answers('/teams', { status: 404, body: 'WorkflowNotFound' });
    expect(await controller.testChannel({ channelId: 'chan_teams' })).toEqual({
      ok: false,
      detail: expect.stringMatching(/^Teams answered 404: WorkflowNotFound\. .*make a new webhook in Teams/i),
    });
    await expect(controller.testChannel({ channelId: 'chan_none' })).rejects.toMatchObject({ kind: 'not-found' });
    expect((await list()).items).toEqual([]);
  });
});
