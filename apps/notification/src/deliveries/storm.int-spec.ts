import { eventually } from '@ringdown/testkit';
import { laterEvent, openedEvent } from '../testing/an-incident.js';
import { callEvent } from '../testing/a-call.js';
import { World } from '../testing/world.js';

jest.setTimeout(60_000);

const redis = 9;

let world: World;
beforeAll(async () => {
  world = await World.start({
    redis,
    channels: { storm: 'slack', calm: 'slack', backlog: 'slack' },
    integrations: { storm: ['storm'], calm: ['calm'], backlog: ['backlog'] },
    lines: { storm: ['storm'] },
  });
});
afterAll(() => world.stop());

const opened = (n: number, integration = 'storm') =>
  openedEvent({
    incidentId: `inc_${integration}_${n}`,
    number: n,
    title: `Disk full on db-${n}`,
    integrationId: `int_${integration}`,
  });

const stateOf = (channel: string) =>
  world.database.query<{ status: string; detail: string | null; count: number }>(
    `select status, detail, count(*)::int as count from delivery where channel_id = $1 group by status, detail order by detail nulls first`,
    [`chan_${channel}`],
  );

it('becomes one summary that counts every event, after the first ten; a call is told by itself', async () => {
  for (let n = 1; n <= 60; n++) await world.handle(opened(n));
  await world.handle(callEvent({ callId: 'call_1', lineId: 'line_storm' }));
  await eventually(async () => {
    const [own] = await stateOf('storm');
    expect(own).toMatchObject({ status: 'delivered', detail: null, count: 11 });
  });
  await eventually(() => world.chat.received('/storm').some(({ text }) => text.includes('their summary')));
  const titles = world.chat.received('/storm').map(({ text }) => (JSON.parse(text) as { text: string }).text);
  expect(titles.filter((title) => title.startsWith('Incident #'))).toHaveLength(10);
  expect(titles.filter((title) => title.includes('call from'))).toHaveLength(1);

  // as if nothing had come for half a minute
  await eventually(async () => {
    await world.database.query(
      `update channel_summary set last_event_at = now() - interval '31 seconds' where channel_id = 'chan_storm' and ended_at is null`,
    );
    const [summary] = await world.database.query(`select 1 from channel_summary where ended_at is not null`);
    return summary !== undefined;
  });
  const last = world.chat.received('/storm').at(-1)?.text ?? '';
  expect((JSON.parse(last) as { text: string }).text).toBe('50 more events came at once: this is their summary');
  expect(last).toContain('Disk full on db-11');
  // on a busy machine the first summary goes out before the last event is there, and the rest is told in the next
  const [own, ...inSummaries] = await stateOf('storm');
  expect(own).toEqual({ status: 'delivered', detail: null, count: 11 });
  for (const { status, detail } of inSummaries) {
    expect(status).toBe('delivered');
    expect(detail).toMatch(/^It was told in a summary of \d+ events\.$/);
  }
  expect(inSummaries.reduce((sum, { count }) => sum + count, 0)).toBe(50);
});

it('is none where ten events come in half a minute', async () => {
  for (let n = 1; n <= 10; n++) await world.handle(opened(n, 'calm'));
  await eventually(() => world.chat.received('/calm').length === 10);
  expect(await stateOf('calm')).toEqual([{ status: 'delivered', detail: null, count: 10 }]);
});

it('tells after an outage how things stand, each incident once', async () => {
  world.chat.answers('/backlog', { status: 503 });
  await world.handle(opened(1, 'backlog'));
  await eventually(() => world.chat.received('/backlog').length === 1);
  // what comes during the outage, as if that had been for a while
  const incident = { incidentId: 'inc_backlog_1', integrationId: 'int_backlog', title: 'Disk full on db-1' };
  await world.database.query(
    `update delivery set created_at = now() - interval '60 seconds', next_attempt_at = now() + interval '3 seconds'
     where channel_id = 'chan_backlog' and status = 'pending'`,
  );
  await world.handle(laterEvent('incident.resolved.v1', { ...incident, status: 'resolved' }));
  await eventually(async () => (await stateOf('backlog')).every(({ status }) => status === 'delivered'));
  expect(world.chat.received('/backlog')).toHaveLength(2);
  const told = world.chat.received('/backlog').at(-1)?.text ?? '';
  expect((JSON.parse(told) as { text: string }).text).toContain('resolved: Disk full on db-1');
  expect(told).toContain('It opened');
  expect(await stateOf('backlog')).toEqual([
    { status: 'delivered', detail: null, count: 1 },
    { status: 'delivered', detail: 'It went out as one message with what came after it.', count: 1 },
  ]);
});
