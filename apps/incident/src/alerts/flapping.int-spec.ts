import { type EventData, incidentsQuery, ingestEvents } from '@ringdown/contracts';
import type { Database } from '@ringdown/platform-persistence';
import { fixedClock, type FixedClock, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { fixedConfiguration } from '../testing/fixed-configuration.js';
import { IncidentRepository } from '../incidents/index.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { serviceInTest } from '../testing/service-in-test.js';

type Status = EventData<typeof ingestEvents.alertAccepted>['status'];

const priya = { type: 'user', id: 'user_priya', name: 'Priya S.' } as const;
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString();
const flaps =
  'It opened 3 times within 10 minutes: it is flapping and stays open until nothing has come for 10 minutes after it recovered';
let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => database.query('truncate incident, occurrence, outbox cascade'));

/** A monitor of which what opens for the third time within ten minutes flaps; Priya is paged at once. */
function monitored(flapping: { opens: number; withinMinutes: number } | null = { opens: 3, withinMinutes: 10 }) {
  const integration = { id: 'int_a', name: 'Grafana', escalationPolicyId: 'esc_a', ackTimeoutMinutes: 4, flapping };
  const step = { delayMinutes: 0, targets: [{ type: 'user' as const, id: 'user_priya' }] };
  const { configuration, documents } = fixedConfiguration({
    integration: [integration],
    'escalation-policy': [{ id: 'esc_a', name: 'Backend', steps: [step], repeat: 0, repeatDelayMinutes: 5 }],
    user: [{ id: 'user_priya', name: 'Priya S.', absences: [] }],
  });
  const clock: FixedClock = fixedClock(at(0));
  const service = serviceInTest(database, configuration, clock);
  const queries: string[] = [];
  let alerts = 0;
  const alert = (minute: number, status: Status) => ({
    id: `evt_${(alerts += 1)}`,
    integrationId: 'int_a',
    title: 'Disk full',
    key: null,
    body: null,
    severity: null,
    priority: null,
    status,
    warnings: [],
    acceptedAt: at(minute),
  });
  /** One batch, at the minute of its last event. */
  const arrive = async (...batch: readonly [minute: number, status: Status][]): Promise<void> => {
    const now = Math.max(...batch.map(([minute]) => minute));
    clock.advance(Math.max(0, Date.parse(at(now)) - clock.now().getTime()));
    const events = batch.map(([minute, status]) => {
      const data = alert(minute, status);
      const envelope = { id: data.id, occurredAt: data.acceptedAt, sequence: alerts, correlationId: data.id };
      return { subject: ingestEvents.alertAccepted.subject, data, envelope };
    });
    queries.length = 0;
    await database.transaction(async (tx) => {
      const query = (sql: string, values?: unknown[]) => (queries.push(sql), tx.query(sql, values));
      const noted = new Proxy(tx, { get: (of, key) => (key === 'query' ? query : Reflect.get(of, key)) });
      await service.applyAlerts.handle(noted, events);
    });
  };
  const all = async () => (await service.incidents.list(incidentsQuery.parse({ limit: 200 }))).items.toReversed();
  const latest = async () => {
    const incident = (await all()).at(-1);
    if (!incident) throw new Error('there is no incident');
    return { ...incident, texts: incident.timeline.map(({ text }) => text) };
  };
  return {
    incidents: service.incidents,
    repository: service.repository,
    arrive,
    queries,
    all,
    latest,
    change: (change: Partial<typeof integration>) => (documents.integration = [{ ...integration, ...change }]),
    /** The sweep looks every minute up to that one, a second after it. */
    sweepUntil: async (minute: number) => {
      while (clock.now().getTime() < Date.parse(at(minute))) {
        clock.advance(60_000 - (clock.now().getTime() % 60_000) + 1000);
        await service.deadlines.sweep();
      }
    },
    /** It opens and recovers twice, and opens for the third time at minute 4. */
    flap: async () => {
      const turns = ['trigger', 'resolve', 'trigger', 'resolve', 'trigger'] as const;
      for (const [minute, status] of turns.entries()) await arrive([minute, status]);
    },
  };
}

const told = async (): Promise<Record<string, number>> => {
  const rows = await database.query<{ subject: string; count: number }>(
    'select subject, count(*)::integer as count from outbox group by subject',
  );
  return Object.fromEntries(rows.map(({ subject, count }) => [subject.replace(/^incident\.|\.v1$/g, ''), count]));
};

it('pages once for what goes up and down, and closes it once it was quiet', async () => {
  const { flap, arrive, all, latest, sweepUntil, incidents } = monitored();
  await flap();
  expect((await all()).map(({ status, flapping }) => [status, flapping])).toEqual([
    ['resolved', false],
    ['resolved', false],
    ['triggered', true],
  ]);
  expect((await latest()).texts.slice(0, 3)).toEqual(['Opened by Grafana', flaps, 'Step 1 of 1 notifies Priya S.']);
  expect(await told()).toEqual({ opened: 3, escalated: 3, resolved: 2 });

  for (const minute of [5, 7, 9]) {
    await arrive([minute, 'resolve']);
    await arrive([minute + 1, 'trigger']);
  }
  expect(await latest()).toMatchObject({ status: 'triggered', occurrences: 4, quietAt: null });
  await sweepUntil(60);
  expect((await latest()).status).toBe('triggered');

  await arrive([61, 'resolve']);
  const waiting = await latest();
  expect(waiting).toMatchObject({ status: 'triggered', quietAt: at(71) });
  expect(waiting.texts.at(-1)).toBe(
    'Grafana says that it has recovered; it is flapping and closes once nothing has come for 10 minutes',
  );
  expect(await told()).toEqual({ opened: 3, escalated: 3, resolved: 2, occurred: 1 });
  await sweepUntil(70);
  expect((await latest()).status).toBe('triggered');
  await sweepUntil(71);
  const closed = await latest();
  expect(closed).toMatchObject({ status: 'resolved', resolvedBy: 'Ringdown', flapping: true, quietAt: null });
  expect(closed.texts.at(-1)).toBe('Resolved by itself: nothing came for 10 minutes after it had recovered');
  expect(await told()).toEqual({ opened: 3, escalated: 3, resolved: 3, occurred: 1 });

  const { items } = await incidents.listOccurrences({ id: closed.id, limit: 200 });
  expect(
    items
      .map(({ changes }) => changes)
      .toReversed()
      .slice(0, 3),
  ).toEqual([
    ['Opened the incident', flaps],
    ['Left the incident open: it is flapping, and closes once it is quiet'],
    [],
  ]);
});

it('comes to the same in one batch', async () => {
  const { arrive, all, sweepUntil } = monitored();
  await arrive(
    [0, 'trigger'],
    [1, 'resolve'],
    [2, 'trigger'],
    [3, 'resolve'],
    [4, 'trigger'],
    [5, 'resolve'],
    [5, 'resolve'],
  );
  expect((await all()).map(({ status, flapping, quietAt }) => [status, flapping, quietAt])).toEqual([
    ['resolved', false, null],
    ['resolved', false, null],
    ['triggered', true, at(15)],
  ]);
  await arrive([6, 'trigger'], [7, 'resolve'], [8, 'trigger']);
  expect((await all())[2]).toMatchObject({ status: 'triggered', occurrences: 3, quietAt: null });
  await arrive([9, 'acknowledge'], [9, 'resolve']);
  expect((await all())[2]).toMatchObject({ status: 'acknowledged', quietAt: at(19) });
  await sweepUntil(19);
  expect((await all())[2]).toMatchObject({ status: 'resolved', resolvedBy: 'Ringdown' });
});

it('has closed before what comes after the quiet, although its deadline was not looked for', async () => {
  const { flap, arrive, all } = monitored();
  await flap();
  await arrive([5, 'resolve']);
  await arrive([20, 'trigger']);
  const [, , flapping, next] = await all();
  expect(flapping).toMatchObject({ status: 'resolved', resolvedBy: 'Ringdown', resolvedAt: at(15), occurrences: 1 });
  expect(flapping?.timeline.at(-1)?.text).toBe(
    'Resolved by itself: nothing came for 10 minutes after it had recovered',
  );
  expect(next).toMatchObject({ status: 'triggered', flapping: false });
  expect(await told()).toEqual({ opened: 4, escalated: 4, resolved: 3 });
});

it('wakes nobody while it has recovered, and is resolved by people at once; what opens in the minutes after flaps again', async () => {
  const { flap, arrive, latest, sweepUntil, incidents } = monitored();
  await flap();
  const { id } = await latest();
  await incidents.handle(id, { type: 'acknowledge' }, priya);
  await arrive([5, 'resolve']);
  await sweepUntil(9);
  // the acknowledgement was to expire at minute 8
  expect(await latest()).toMatchObject({ status: 'acknowledged', quietAt: at(15), escalation: null });
  await arrive([9, 'trigger']);
  await sweepUntil(11);
  expect(await latest()).toMatchObject({ status: 'triggered', quietAt: null });
  expect(await incidents.handle(id, { type: 'resolve' }, priya)).toMatchObject({
    status: 'resolved',
    resolvedBy: 'Priya S.',
  });
  await arrive([11, 'trigger']);
  expect(await latest()).toMatchObject({ status: 'triggered', flapping: true });
  expect((await latest()).id).not.toBe(id);
  await incidents.handle((await latest()).id, { type: 'resolve' }, priya);
  await arrive([22, 'trigger']);
  expect(await latest()).toMatchObject({ status: 'triggered', flapping: false });
  await arrive([23, 'resolve']);
  expect(await latest()).toMatchObject({ status: 'resolved', resolvedBy: 'Grafana' });
});

it('goes by what its integration said when it opened', async () => {
  const { flap, arrive, latest, change } = monitored();
  await flap();
  change({ flapping: null });
  await arrive([5, 'resolve']);
  expect(await latest()).toMatchObject({ status: 'triggered', quietAt: at(15) });
});

it('asks for earlier openings where an integration wants to know, by one statement over an index', async () => {
  const plain = monitored(null);
  await plain.arrive([0, 'trigger'], [1, 'resolve'], [2, 'trigger']);
  const without = plain.queries.length;
  await database.query('truncate incident, occurrence, outbox cascade');
  const { arrive, queries } = monitored();
  await arrive([0, 'trigger'], [1, 'resolve'], [2, 'trigger']);
  expect(queries).toHaveLength(without + 1);
  const asked = queries.find((sql) => sql.includes('opened_at > g.since')) ?? '';
  await database.query(
    `insert into incident (id, title, status, integration_id, source, alert_title, occurrences, opened_at, last_seen_at)
     select 'inc_' || n, 'CPU', 'resolved', 'int_a', 'webhook', 'CPU ' || n, 1, now(), now() from generate_series(1, 5000) as n`,
  );
  await database.query('analyze incident');
  const groups = JSON.stringify([{ key: 'k', integrationId: 'int_a', title: 'Disk full', since: at(0) }]);
  const plan = await database.query<{ 'QUERY PLAN': string }>(`explain ${asked}`, [groups]);
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('incident_of_group');
});

it('finds what is due by an index, and leaves what the version before has resolved', async () => {
  const { flap, arrive, latest, repository } = monitored();
  await flap();
  await arrive([5, 'resolve']);
  const { id } = await latest();
  expect(await repository.due(new Date(at(14)), 10)).toEqual([]);
  expect(await repository.due(new Date(at(16)), 10)).toEqual([id]);
  await database.query(`update incident set status = 'resolved', resolved_at = now() where id = $1`, [id]);
  expect(await repository.due(new Date(at(16)), 10)).toEqual([]);
  expect(await latest()).toMatchObject({ status: 'resolved', quietAt: null });
  await database.query(
    `insert into incident (id, title, status, integration_id, source, occurrences, opened_at, last_seen_at)
     select 'inc_' || n, 'CPU', 'triggered', 'int_a', 'webhook', 1, now(), now() from generate_series(1, 5000) as n`,
  );
  await database.query('analyze incident');
  const asked: string[] = [];
  const noting = { query: (sql: string) => (asked.push(sql), Promise.resolve([])) } as unknown as Database;
  await new IncidentRepository(noting).due(new Date(), 10);
  const plan = await database.query<{ 'QUERY PLAN': string }>(`explain ${asked[0]}`, [new Date(), 10]);
  const said = plan.map((row) => row['QUERY PLAN']).join('\n');
  expect(said).toContain('incident_due');
  expect(said).toContain('incident_quiet');
});
