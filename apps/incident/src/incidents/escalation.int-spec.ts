import type { ConfigDocument } from '@ringdown/contracts';
import type { Database } from '@ringdown/platform-persistence';
import { fixedClock, type FixedClock, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { fixedConfiguration } from '../testing/fixed-configuration.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { serviceInTest } from '../testing/service-in-test.js';

type Policy = ConfigDocument<'escalation-policy'>;
const user = (id: string, name: string, more: object = {}) => ({ id, name, absences: [], ...more });
const target = (type: 'user' | 'team' | 'schedule' | 'channel', id: string) => ({ type, id });

const policy: Policy = {
  id: 'esc_1',
  name: 'Backend',
  steps: [
    { delayMinutes: 0, targets: [target('user', 'user_priya'), target('team', 'team_1')] },
    { delayMinutes: 5, targets: [target('schedule', 'sched_1')] },
    { delayMinutes: 10, targets: [target('channel', 'chan_1'), target('user', 'user_priya')] },
  ],
  repeat: 1,
  repeatDelayMinutes: 30,
};
const integration = {
  id: 'int_1',
  name: 'Grafana',
  escalationPolicyId: 'esc_1',
  ackTimeoutMinutes: null as number | null,
  resolveAfterMinutes: null as number | null,
};
const configuration = () =>
  fixedConfiguration({
    integration: [{ ...integration }],
    'escalation-policy': [structuredClone(policy)],
    user: [user('user_priya', 'Priya S.'), user('user_sam', 'Sam T.')],
    team: [{ id: 'team_1', name: 'Platform', memberIds: ['user_sam', 'user_priya'] }],
    schedule: [{ id: 'sched_1', name: 'Nights', timeZone: 'UTC', layers: [], overrides: [] }],
    channel: [{ id: 'chan_1', name: '#ops' }],
  });

const priya = { type: 'user', id: 'user_priya', name: 'Priya S.' } as const;
let fresh: FreshDatabase;
let database: Database;
let clock: FixedClock;
let world: ReturnType<typeof serviceInTest>;
let documents: ReturnType<typeof configuration>['documents'];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  await database.query('truncate incident, outbox cascade');
  clock = fixedClock('2026-01-05T03:00:00.000Z');
  restart();
});

function restart(): void {
  const fixed = configuration();
  documents = fixed.documents;
  world = serviceInTest(database, fixed.configuration, clock);
}

const open = (fields: object = {}) =>
  world.incidents.open({ title: 'Disk full', integrationId: 'int_1', ...fields }, priya);
const timeline = async (id: string) => (await world.incidents.get(id)).timeline.slice(1).map(({ text }) => text);
const escalations = () =>
  database.query<{ data: { step: number; round: number; people: { id: string; via: string | null }[] } }>(
    `select data from outbox where subject = 'incident.escalated.v1' order by sequence`,
  );
/** Every minute the sweep looks, half a second after the full minute: it leaves a deadline to its timer first. */
async function pass(minutes: number): Promise<void> {
  for (let i = 0; i < minutes; i++) {
    clock.advance(60_500);
    await world.deadlines.sweep();
    clock.advance(-500);
  }
}

describe('an incident of an integration with an escalation policy', () => {
  it('notifies at once whom its first step names, each once', async () => {
    const { id, escalation } = await open();
    expect(await timeline(id)).toEqual(['Step 1 of 3 notifies Priya S. and Sam T. (Platform)']);
    expect(escalation).toEqual({ step: 1, of: 3, round: 1, nextAt: '2026-01-05T03:05:00.000Z' });
    expect((await escalations()).map(({ data }) => data.people.map(({ id: who }) => who))).toEqual([
      ['user_priya', 'user_sam'],
    ]);
  });

  it('goes through its steps and once more, and says what reaches nobody', async () => {
    const { id } = await open();
    await pass(120);
    expect(await timeline(id)).toEqual([
      'Step 1 of 3 notifies Priya S. and Sam T. (Platform)',
      'Step 2 of 3 reaches nobody: nobody is on call in Nights',
      'Step 3 of 3 notifies Priya S. and the channel #ops',
      'Step 1 of 3, round 2, notifies Priya S. and Sam T. (Platform)',
      'Step 2 of 3, round 2, reaches nobody: nobody is on call in Nights',
      'Step 3 of 3, round 2, notifies Priya S. and the channel #ops',
      'The escalation policy is at its end: nobody else is notified',
    ]);
    expect((await world.incidents.get(id)).escalation).toBeNull();
  });

  it('notifies nobody more once it is acknowledged, and begins anew where that expires', async () => {
    restart();
    (documents.integration?.[0] as { ackTimeoutMinutes: number }).ackTimeoutMinutes = 20;
    const { id } = await open();
    await world.incidents.handle(id, { type: 'acknowledge' }, priya);
    expect((await world.incidents.get(id)).escalation).toBeNull();
    await pass(19);
    expect(await escalations()).toHaveLength(1);
    await pass(1);
    expect(await timeline(id)).toEqual([
      'Step 1 of 3 notifies Priya S. and Sam T. (Platform)',
      'Acknowledged by Priya S.',
      'The acknowledgement expired',
      'Step 1 of 3 notifies Priya S. and Sam T. (Platform)',
    ]);
    expect(await world.incidents.get(id)).toMatchObject({ status: 'triggered', acknowledgedBy: null });
  });

  it('resolves by itself when nothing was heard of it for so long, unless that is cancelled for it', async () => {
    (documents.integration?.[0] as { resolveAfterMinutes: number }).resolveAfterMinutes = 3;
    const { id, resolvesAt } = await open();
    const { id: other } = await open({ title: 'CPU' });
    expect(resolvesAt).toBe('2026-01-05T03:03:00.000Z');
    expect(await world.incidents.edit(other, { resolvesAt: null }, priya)).toMatchObject({ resolvesAt: null });
    await pass(4);
    expect(await world.incidents.get(id)).toMatchObject({
      status: 'resolved',
      resolvedBy: 'Ringdown',
      escalation: null,
    });
    expect(await world.incidents.get(other)).toMatchObject({ status: 'triggered' });
  });

  it('is muted until an instant, and begins anew after it', async () => {
    const { id } = await open();
    const until = new Date('2026-01-05T03:20:00.000Z');
    const muted = await world.incidents.handle(id, { type: 'mute', until }, priya);
    expect(muted).toMatchObject({ mutedUntil: until.toISOString(), escalation: null });
    await pass(19);
    expect(await escalations()).toHaveLength(1);
    await pass(1);
    expect(await escalations()).toHaveLength(2);
    expect(await world.incidents.handle(id, { type: 'mute', until: null }, priya)).toMatchObject({
      mutedUntil: 'forever',
    });
    expect((await world.incidents.handle(id, { type: 'unmute' }, priya)).mutedUntil).toBeNull();
  });

  it('goes on by hand, and says why where it cannot', async () => {
    const { id } = await open();
    await world.incidents.handle(id, { type: 'escalate' }, priya);
    expect((await timeline(id)).slice(1)).toEqual([
      'Step 2 of 3 reaches nobody: nobody is on call in Nights',
      'Step 3 of 3 notifies Priya S. and the channel #ops',
    ]);
    documents['escalation-policy'] = [];
    const bare = await open({ title: 'No policy' });
    await expect(world.incidents.handle(bare.id, { type: 'escalate' }, priya)).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  it('rings the stand-in of who is absent, and nobody for who has none', async () => {
    const away = {
      startsAt: '2026-01-01T00:00:00.000Z',
      endsAt: '2026-02-01T00:00:00.000Z',
      createdAt: '2026-01-01T00:00:00.000Z',
    };
    documents.user = [
      user('user_priya', 'Priya S.', { absences: [{ id: 'abs_1', ...away, standInUserId: 'user_sam' }] }),
      user('user_sam', 'Sam T.'),
    ];
    const first = await open();
    expect(await timeline(first.id)).toEqual(['Step 1 of 3 notifies Sam T. (for Priya S.)']);
    documents.user = [
      user('user_priya', 'Priya S.', { absences: [{ id: 'abs_1', ...away, standInUserId: null }] }),
      user('user_sam', 'Sam T.'),
    ];
    const second = await open({ title: 'CPU' });
    expect(await timeline(second.id)).toEqual([
      'Step 1 of 3 notifies Sam T. (Platform); not reached: Priya S. is absent',
    ]);
  });

  it('begins to escalate where it is given a policy only later', async () => {
    documents.integration = [{ ...integration, escalationPolicyId: null }];
    const { id, escalation } = await open();
    expect(escalation).toBeNull();
    await world.incidents.edit(id, { escalationPolicyId: 'esc_1' }, priya);
    await world.due.look(id);
    expect((await timeline(id)).at(-1)).toBe('Step 1 of 3 notifies Priya S. and Sam T. (Platform)');
  });

  it('takes each step once, with two instances and their timers at once', async () => {
    const { id } = await open();
    clock.advance(5 * 60_000);
    await Promise.all(Array.from({ length: 8 }, () => world.due.look(id)));
    // the second reaches nobody, so the third follows at once
    expect((await escalations()).map(({ data }) => data.step)).toEqual([1, 2, 3]);
  });
});
