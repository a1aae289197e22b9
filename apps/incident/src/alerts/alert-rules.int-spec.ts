import { type ConfigDocument, type EventData, incidentsQuery, ingestEvents } from '@ringdown/contracts';
import type { Database } from '@ringdown/platform-persistence';
import { type FixedClock, fixedClock, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { fixedConfiguration } from '../testing/fixed-configuration.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { serviceInTest } from '../testing/service-in-test.js';

type Rule = ConfigDocument<'alert-rule'>;
type Alert = EventData<typeof ingestEvents.alertAccepted>;

const priya = { type: 'user', id: 'user_priya', name: 'Priya S.' } as const;
const start = '2026-01-05T09:00:00.000Z';
const later = (seconds: number): string => new Date(Date.parse(start) + seconds * 1000).toISOString();

let fresh: FreshDatabase;
let database: Database;
let clock: FixedClock;
let alerts = 0;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  await database.query('truncate incident, occurrence, outbox cascade');
  clock = fixedClock(start);
});

const aRule = (then: Rule['then'], when: Rule['when'] = { all: [] }, more: Partial<Rule> = {}): Rule => ({
  id: `rule_${more.position ?? 1}`,
  name: 'Disks',
  position: 1,
  enabled: true,
  when,
  then,
  ...more,
});
const titled = (value: string): Rule['when'] => ({ all: [{ field: 'title', op: 'contains', value }] });
const seen = (count: number, withinMinutes?: number): Rule['when'] => ({
  all: [{ field: 'occurrences', op: 'at_least', value: { count, ...(withinMinutes ? { withinMinutes } : {}) } }],
});
const anAlert = (change: Partial<Alert> = {}): Alert => ({
  id: `evt_${(alerts += 1)}`,
  integrationId: 'int_a',
  title: 'Disk full',
  key: null,
  body: { host: 'db-1' },
  severity: null,
  priority: null,
  status: 'trigger',
  warnings: [],
  acceptedAt: start,
  ...change,
});

/** The service with these rules. `arrive` is one batch. */
function withRules(...rules: Rule[]) {
  // under Grafana an acknowledgement expires after five minutes, under Storage after an hour
  const step = { delayMinutes: 0, targets: [{ type: 'user', id: 'user_priya' }] } as never;
  const policy = (id: string) => ({ id, name: id, steps: [step], repeat: 0, repeatDelayMinutes: 5 });
  const { configuration } = fixedConfiguration({
    'alert-rule': rules,
    integration: [
      { id: 'int_a', name: 'Grafana', escalationPolicyId: 'esc_a', ackTimeoutMinutes: 5 },
      { id: 'int_b', name: 'Storage', escalationPolicyId: 'esc_b', ackTimeoutMinutes: 60 },
    ],
    'escalation-policy': [policy('esc_a'), policy('esc_b'), policy('esc_c')],
    user: [
      { id: 'user_priya', name: 'Priya S.' },
      { id: 'user_sam', name: 'Sam T.' },
    ],
    channel: [{ id: 'chan_ops', name: '#ops' }],
  });
  const service = serviceInTest(database, configuration, clock);
  const queries: string[] = [];
  const arrive = (...batch: Alert[]) =>
    database.transaction(async (tx) => {
      const counted = { query: (sql: string, values?: unknown[]) => (queries.push(sql), tx.query(sql, values)) };
      const noted = new Proxy(tx, { get: (of, key) => (key === 'query' ? counted.query : Reflect.get(of, key)) });
      const envelope = (data: Alert) => ({ id: data.id, occurredAt: start, sequence: 1, correlationId: data.id });
      await service.applyAlerts.handle(
        noted,
        batch.map((data) => ({ subject: ingestEvents.alertAccepted.subject, data, envelope: envelope(data) })),
      );
    });
  const all = async () => (await service.incidents.list(incidentsQuery.parse({ limit: 200 }))).items;
  return {
    incidents: service.incidents,
    repository: service.occurrences,
    arrive,
    queries,
    all,
    only: async () => {
      const [incident, ...others] = await all();
      expect(others).toEqual([]);
      if (!incident) throw new Error('there is no incident');
      return { ...incident, texts: incident.timeline.map(({ text }) => text) };
    },
    occurrences: async (id: string) => (await service.incidents.listOccurrences({ id, limit: 200 })).items,
  };
}
const events = () =>
  database.query<{ subject: string; data: Record<string, unknown> }>(
    'select subject, data from outbox order by sequence',
  );
const subjects = async () => (await events()).map(({ subject }) => subject);

it('sets fields, responders, channels and the policy as an incident opens, and says by which rule', async () => {
  const { arrive, only, occurrences } = withRules(
    aRule({
      priority: 'p1',
      severity: 'sev1',
      escalationPolicyId: 'esc_c',
      responderIds: ['user_sam'],
      channelIds: ['chan_ops'],
      resolveAfterMinutes: 30,
    }),
  );
  await arrive(anAlert({ severity: 'sev3' }));
  const incident = await only();
  expect(incident).toMatchObject({
    priority: 'p1',
    severity: 'sev1',
    escalationPolicyId: 'esc_c',
    responders: [{ id: 'user_sam', name: 'Sam T.' }],
    resolvesAt: later(1800),
    suppressed: false,
  });
  const changes = [
    'Priority changed from none to p1 by the alert rule “Disks”',
    'Severity changed from sev3 to sev1 by the alert rule “Disks”',
    'Escalation policy set to esc_c by the alert rule “Disks”',
    'Sent to the channel #ops, too, by the alert rule “Disks”',
    'Sam T. made a responder by the alert rule “Disks”',
    `Set to resolve by itself at ${later(1800)} by the alert rule “Disks”`,
  ];
  expect(incident.texts).toEqual([
    'Opened by Grafana',
    ...changes,
    'New responders are notified: Sam T.',
    'Step 1 of 1 notifies Priya S.',
    'The escalation policy is at its end: nobody else is notified',
  ]);
  expect(await occurrences(incident.id)).toMatchObject([
    {
      at: start,
      title: 'Disk full',
      body: { host: 'db-1' },
      severity: 'sev3',
      changes: ['Opened the incident', ...changes],
    },
  ]);
  const [opened] = await events();
  expect(opened).toMatchObject({ subject: 'incident.opened.v1', data: { channelIds: ['chan_ops'], priority: 'p1' } });
});

it('acts once in 10,000 repeats of one alert, by one statement more a batch', async () => {
  const plain = withRules();
  await plain.arrive(anAlert({ title: 'CPU' }));
  plain.queries.length = 0;
  await plain.arrive(anAlert({ title: 'CPU' }), anAlert({ title: 'CPU' }));
  const without = plain.queries.length;
  expect(plain.queries.filter((sql) => sql.includes('occurrence (')).length).toBe(1);

  const { arrive, all, queries, occurrences } = withRules(
    aRule({ priority: 'p1', responderIds: ['user_sam'] }, titled('disk')),
    aRule({ severity: 'sev1', acknowledge: true }, seen(5000), { position: 2, name: 'Many' }),
  );
  for (let batch = 0; batch < 20; batch++) {
    queries.length = 0;
    await arrive(...Array.from({ length: 500 }, () => anAlert({ acceptedAt: later(batch) })));
  }
  expect(queries).toHaveLength(without);
  const disk = (await all()).filter(({ title }) => title === 'Disk full');
  expect(disk).toMatchObject([
    { occurrences: 10_000, priority: 'p1', severity: 'sev1', status: 'acknowledged', acknowledgedBy: 'Ringdown' },
  ]);
  const said = disk[0]?.timeline.map(({ text }) => text) ?? [];
  expect(said.filter((text) => text.includes('alert rule'))).toEqual([
    'Priority changed from none to p1 by the alert rule “Disks”',
    'Sam T. made a responder by the alert rule “Disks”',
    'Severity changed from none to sev1 by the alert rule “Many”',
    'Acknowledged by Ringdown: the alert rule “Many”',
  ]);
  const about = (await events()).filter(({ data }) => data['title'] === 'Disk full').map(({ subject }) => subject);
  expect(about.filter((subject) => !['incident.escalated.v1', 'incident.occurred.v1'].includes(subject))).toEqual([
    'incident.opened.v1',
    'incident.responders-added.v1',
    'incident.acknowledged.v1',
  ]);
  expect((await occurrences(disk[0]?.id ?? '')).length).toBe(200);
}, 60_000);

it('leaves what a person has set, and does not do again what was undone', async () => {
  const { arrive, only, incidents } = withRules(
    aRule({ priority: 'p1', severity: 'sev1', acknowledge: true, responderIds: ['user_sam'] }),
  );
  await arrive(anAlert());
  const { id } = await only();
  await incidents.edit(id, { priority: 'p4' }, priya);
  await incidents.handle(id, { type: 'unacknowledge' }, priya);
  await incidents.setResponders(id, [], priya);
  await arrive(anAlert({ acceptedAt: later(60), severity: 'sev3' }));
  expect(await only()).toMatchObject({
    priority: 'p4',
    severity: 'sev1',
    status: 'triggered',
    responders: [],
    occurrences: 2,
  });
});

it('leaves what a person said as they opened it', async () => {
  const { incidents } = withRules(aRule({ priority: 'p1', severity: 'sev1' }));
  const opened = await incidents.open({ title: 'By hand', integrationId: 'int_a', priority: 'p5' }, priya);
  expect(opened).toMatchObject({ priority: 'p5', severity: 'sev1' });
});

it('suppresses: the incident is listed, escalates and notifies nobody', async () => {
  const { arrive, only } = withRules(aRule({ suppress: true }, titled('disk')));
  await arrive(anAlert());
  expect(await only()).toMatchObject({ suppressed: true, escalation: null, status: 'triggered' });
  expect(await events()).toMatchObject([{ subject: 'incident.opened.v1', data: { suppressed: true } }]);
});

it('suppresses a stored one from the occurrence on which it is seen too often', async () => {
  const { arrive, only } = withRules(aRule({ suppress: true }, seen(3)));
  await arrive(anAlert());
  await arrive(anAlert());
  expect((await only()).suppressed).toBe(false);
  await arrive(anAlert());
  expect(await only()).toMatchObject({ suppressed: true, escalation: null });
});

it('counts occurrences within a time, also over batches', async () => {
  const { arrive, only, occurrences } = withRules(aRule({ severity: 'sev1' }, seen(3, 5)));
  for (const second of [0, 240, 480]) await arrive(anAlert({ acceptedAt: later(second) }));
  expect((await only()).severity).toBeNull();
  await arrive(anAlert({ acceptedAt: later(500) }));
  const incident = await only();
  expect(incident.severity).toBe('sev1');
  const [latest, ...others] = await occurrences(incident.id);
  expect(latest?.changes).toEqual(['Severity changed from none to sev1 by the alert rule “Disks”']);
  expect(others.map(({ changes }) => changes)).toEqual([[], [], ['Opened the incident']]);
});

it('counts as often as the alert was seen, not what a monitor says of it besides', async () => {
  const { arrive, only, occurrences, incidents } = withRules(aRule({ severity: 'sev1' }, seen(3, 5)));
  for (const status of ['trigger', 'acknowledge', 'trigger'] as const) await arrive(anAlert({ status }));
  const incident = await only();
  expect(incident).toMatchObject({ severity: null, occurrences: 2 });
  expect(await occurrences(incident.id)).toHaveLength(3);
  expect((await incidents.ruleEvent(incident.id)).occurredAt).toHaveLength(2);
});

it('lists it under another integration; its alerts still find it by where they arrive', async () => {
  const { arrive, only, incidents } = withRules(aRule({ integrationId: 'int_b' }));
  await arrive(anAlert());
  await arrive(anAlert());
  const incident = await only();
  expect(incident).toMatchObject({ integrationId: 'int_b', escalationPolicyId: 'esc_b', occurrences: 2 });
  expect(incident.texts).toContain('Listed under Storage by the alert rule “Disks”');
  const under = async (integrationId: string) =>
    (await incidents.list(incidentsQuery.parse({ integrationId }))).items.length;
  expect([await under('int_a'), await under('int_b')]).toEqual([0, 1]);
  await arrive(anAlert({ status: 'resolve' }));
  expect(await only()).toMatchObject({ status: 'resolved', resolvedBy: 'Grafana' });
});

it('lets an acknowledgement expire as the integration says to which the same event has moved the incident', async () => {
  const { arrive, only } = withRules(aRule({ integrationId: 'int_b', acknowledge: true }, seen(2)));
  await arrive(anAlert());
  await arrive(anAlert({ acceptedAt: later(60) }));
  expect(await only()).toMatchObject({ integrationId: 'int_b', status: 'acknowledged' });
  const [row] = await database.query<{ ack_expires_at: Date }>('select ack_expires_at from incident');
  expect(row?.ack_expires_at.toISOString()).toBe(later(60 + 3600));
});

it('notes no acknowledgement by a rule where the incident was acknowledged already', async () => {
  const { arrive, only, occurrences, incidents } = withRules(aRule({ acknowledge: true }, seen(2)));
  await arrive(anAlert());
  await incidents.handle((await only()).id, { type: 'acknowledge' }, priya);
  await arrive(anAlert());
  const incident = await only();
  expect(incident.acknowledgedBy).toBe('Priya S.');
  expect((await occurrences(incident.id)).flatMap(({ changes }) => changes)).toEqual(['Opened the incident']);
});

it('notes at an incident by hand what a rule has done to it at once', async () => {
  const { incidents, occurrences } = withRules(aRule({ acknowledge: true }));
  const { id } = await incidents.open({ title: 'By hand', integrationId: 'int_a' }, priya);
  const [opening] = await occurrences(id);
  expect(opening?.changes).toEqual(['Opened by Priya S.', 'Acknowledged the incident, by the alert rule “Disks”']);
});

it('resolves at once, so that the next alert opens anew, in one batch as in many', async () => {
  const rule = aRule({ resolve: true }, seen(2));
  const { arrive, all } = withRules(rule);
  await arrive(...Array.from({ length: 5 }, () => anAlert()));
  expect((await all()).map(({ status, occurrences }) => [status, occurrences])).toEqual([
    ['triggered', 1],
    ['resolved', 2],
    ['resolved', 2],
  ]);
  const [resolved] = (await all()).slice(1);
  expect(resolved?.timeline.at(-1)?.text).toBe('Resolved by Ringdown: the alert rule “Disks”');
  await database.query('truncate incident, occurrence, outbox cascade');
  for (let n = 0; n < 5; n++) await arrive(anAlert());
  expect((await all()).map(({ status, occurrences }) => [status, occurrences])).toEqual([
    ['triggered', 1],
    ['resolved', 2],
    ['resolved', 2],
  ]);
});

it('tells channels that it adds later, once', async () => {
  const { arrive } = withRules(aRule({ channelIds: ['chan_ops'] }, seen(3)));
  for (let n = 0; n < 5; n++) await arrive(anAlert());
  const added = (await events()).filter(({ subject }) => subject === 'incident.channels-added.v1');
  expect(added).toMatchObject([{ data: { addedChannelIds: ['chan_ops'], channelIds: ['chan_ops'], occurrences: 3 } }]);
});

describe('responders whom a rule adds', () => {
  const added = async () =>
    (await events()).flatMap(({ subject, data: { people, status, at } }) =>
      subject === 'incident.responders-added.v1' ? [{ people, status, at }] : [],
    );
  const sam = { id: 'user_sam', name: 'Sam T.', via: null };
  const both = { responderIds: ['user_sam', 'user_priya'] };

  it('are told as it opens, by the step where one reaches them, and else by that they are responders', async () => {
    const { arrive, incidents } = withRules(aRule(both));
    await arrive(anAlert());
    expect(await added()).toEqual([{ people: [sam], status: 'triggered', at: start }]);
    await database.query('truncate outbox');
    await incidents.open({ title: 'Noise', integrationId: 'int_a' }, priya);
    expect(await added()).toEqual([{ people: [sam], status: 'triggered', at: start }]);
  });

  it('are told once, when a later event adds them', async () => {
    const { arrive } = withRules(aRule(both, seen(3)));
    for (let n = 0; n < 5; n++) await arrive(anAlert({ acceptedAt: later(n) }));
    const people = [sam, { id: 'user_priya', name: 'Priya S.', via: null }];
    expect(await added()).toEqual([{ people, status: 'triggered', at: later(2) }]);
  });

  it('are told after it is acknowledged where a rule does that too', async () => {
    const { arrive } = withRules(aRule({ responderIds: ['user_sam'], acknowledge: true }));
    await arrive(anAlert());
    expect(await added()).toEqual([{ people: [sam], status: 'acknowledged', at: start }]);
    expect((await subjects()).slice(-2)).toEqual(['incident.acknowledged.v1', 'incident.responders-added.v1']);
  });

  it('are not told of what is suppressed, nor of what has ended in the same batch', async () => {
    const quiet = withRules(aRule({ responderIds: ['user_sam'], suppress: true }));
    await quiet.arrive(anAlert());
    const { arrive } = withRules(aRule({ responderIds: ['user_sam'] }));
    await arrive(anAlert({ title: 'CPU' }), anAlert({ title: 'CPU', status: 'resolve' }));
    expect(await added()).toEqual([]);
  });
});

it('resolves an incident by hand without a step of its policy', async () => {
  const { incidents } = withRules(aRule({ resolve: true }, titled('noise')));
  const noise = await incidents.open({ title: 'Noise', integrationId: 'int_a' }, priya);
  expect(noise).toMatchObject({ status: 'resolved', resolvedBy: 'Ringdown' });
  expect(await subjects()).toEqual(['incident.opened.v1', 'incident.resolved.v1']);
});

it('changes nothing that is done once the rule is gone', async () => {
  const ruled = withRules(aRule({ priority: 'p1', suppress: true }));
  await ruled.arrive(anAlert());
  const { arrive, only } = withRules();
  await arrive(anAlert());
  expect(await only()).toMatchObject({ priority: 'p1', suppressed: true, occurrences: 2 });
});

it('keeps the newest thousand occurrences of an incident, for thirty days', async () => {
  const { arrive, only, occurrences, repository } = withRules();
  await arrive(...Array.from({ length: 1200 }, (_, n) => anAlert({ acceptedAt: later(n) })));
  const { id } = await only();
  await repository.forget();
  const count = async () => (await database.query('select 1 from occurrence')).length;
  expect(await count()).toBe(1000);
  expect((await occurrences(id))[0]?.at).toBe(later(1199));
  clock.advance(31 * 86_400_000);
  await repository.forget();
  expect(await count()).toBe(0);
});

it('shows the links that its first alert came with, and does not flap', async () => {
  const { arrive, only } = withRules();
  await arrive(
    anAlert({ body: { annotations: { runbook_url: 'https://wiki.example.com/disk' }, url: 'javascript:1' } }),
  );
  await arrive(anAlert({ body: { url: 'https://example.com/second' } }));
  expect(await only()).toMatchObject({
    links: [{ text: 'Runbook', href: 'https://wiki.example.com/disk' }],
    flapping: false,
  });
});

it('pages through occurrences, with bodies as they were written', async () => {
  const { arrive, only, incidents } = withRules();
  await arrive(anAlert({ body: null, bodyJson: '{"id":9007199254740993}' }), anAlert({ body: 'second' }));
  const { id } = await only();
  const first = await incidents.listOccurrences({ id, limit: 1 });
  expect(first.items).toMatchObject([{ body: 'second' }]);
  const second = await incidents.listOccurrences({ id, limit: 1, cursor: first.nextCursor ?? '' });
  expect(second).toMatchObject({ items: [{ body: null, bodyJson: '{"id":9007199254740993}' }], nextCursor: null });
  expect(await incidents.ruleEvent(id)).toMatchObject({ body: '"second"', occurrences: 2, integrationId: 'int_a' });
});
