import { type EventData, incidentsQuery, ingestEvents } from '@ringdown/contracts';
import type { Database } from '@ringdown/platform-persistence';
import { fixedClock, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { fixedConfiguration } from '../testing/fixed-configuration.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { serviceInTest } from '../testing/service-in-test.js';

type Alert = EventData<typeof ingestEvents.alertAccepted>;

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

const { configuration } = fixedConfiguration({
  integration: [
    { id: 'int_a', name: 'Opsgenie client', escalationPolicyId: null },
    { id: 'int_b', name: 'Grafana', escalationPolicyId: null },
  ],
});

function service() {
  const clock = fixedClock('2026-01-05T09:00:00.000Z');
  const { applyAlerts, incidents, effects } = serviceInTest(database, configuration, clock);
  let alerts = 0;
  const arrive = async (...given: readonly Partial<Alert>[]): Promise<readonly string[]> => {
    const events = given.map((fields) => {
      const id = `evt_${(alerts += 1)}`;
      const data: Alert = {
        id,
        integrationId: 'int_a',
        title: 'Disk full',
        key: 'disk-db-1',
        body: null,
        severity: null,
        priority: null,
        status: 'trigger',
        warnings: [],
        acceptedAt: clock.now().toISOString(),
        ...fields,
      };
      const envelope = { id, occurredAt: data.acceptedAt, sequence: alerts, correlationId: id };
      return { subject: ingestEvents.alertAccepted.subject, data, envelope };
    });
    await database.transaction(async (tx) => void (await applyAlerts.handle(tx, events)));
    return events.map(({ data }) => data.id);
  };
  const all = async () => (await incidents.list(incidentsQuery.parse({ limit: 200 }))).items.toReversed();
  return { arrive, all, effects };
}

describe('what a client says of an alert', () => {
  it('reaches the incident by the key of the alert, and by the number of the incident', async () => {
    const { arrive, all } = service();
    await arrive({});
    const [opened] = await all();
    const number = opened?.number ?? 0;
    await arrive({ status: 'note', note: 'Anna: looking at it', title: '' });
    await arrive({ status: 'acknowledge', title: '', key: null, incidentNumber: number, note: 'Anna: mine' });
    await arrive({ status: 'resolve', title: '', key: null, incidentNumber: number });
    const [incident, ...others] = await all();
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ status: 'resolved', occurrences: 1, acknowledgedBy: 'Opsgenie client' });
    expect(incident?.timeline.map(({ type, actor, text }) => `${type} ${actor} ${text}`)).toEqual([
      'opened Opsgenie client Opened by Opsgenie client',
      'note Opsgenie client Anna: looking at it',
      'acknowledged Opsgenie client Acknowledged by Opsgenie client',
      'note Opsgenie client Anna: mine',
      'resolved Opsgenie client Resolved by Opsgenie client',
    ]);
  });

  it('reaches no incident of another integration, and none that is resolved', async () => {
    const { arrive, all } = service();
    await arrive({});
    const number = (await all())[0]?.number ?? 0;
    await arrive({ status: 'resolve', title: '', key: null, incidentNumber: number, integrationId: 'int_b' });
    expect((await all())[0]).toMatchObject({ status: 'triggered' });
    await arrive({ status: 'resolve' });
    await arrive(
      { status: 'acknowledge', title: '', key: null, incidentNumber: number },
      { status: 'note', note: 'late' },
    );
    expect((await all())[0]).toMatchObject({ status: 'resolved', acknowledgedAt: null, timeline: { length: 2 } });
  });

  it('changes no incident of its own by the number of another integration’s, though both have one key', async () => {
    const { arrive, all } = service();
    await arrive({}, { integrationId: 'int_b' });
    const foreign = (await all()).find(({ integrationId }) => integrationId === 'int_a')?.number ?? 0;
    await arrive({ status: 'resolve', title: '', key: null, incidentNumber: foreign, integrationId: 'int_b' });
    expect((await all()).map(({ status }) => status)).toEqual(['triggered', 'triggered']);
  });

  it('shows the links that came with an alert before those in its body', async () => {
    const { arrive, all } = service();
    const body = { links: [{ href: 'https://monitor.example/graph', text: 'Graph' }] };
    await arrive({ body, links: [{ text: 'Runbook', href: 'https://wiki.example/disk' }] });
    expect((await all())[0]?.links).toEqual([
      { text: 'Runbook', href: 'https://wiki.example/disk' },
      { text: 'Graph', href: 'https://monitor.example/graph' },
    ]);
  });
});

describe('AlertEffects', () => {
  it('tells what events did', async () => {
    const { arrive, all, effects } = service();
    const ids = await arrive({}, {}, { status: 'resolve' }, { status: 'resolve' });
    const [incident] = await all();
    const { items } = await effects.ofEvents(ids);
    expect(items.map(({ eventId, changes }) => [eventId, changes])).toEqual([
      [ids[0], ['Opened the incident']],
      [ids[1], []],
      [ids[2], ['Resolved the incident']],
    ]);
    expect(items.map(({ incidentId, number }) => [incidentId, number])).toEqual(
      [1, 2, 3].map(() => [incident?.id, incident?.number]),
    );
  });

  it('foresees what events would do, one after the other, and does none of it', async () => {
    const { arrive, all, effects } = service();
    await arrive({});
    const before = await all();
    const [open] = before;
    const alert = { title: 'Disk full', key: 'disk-db-1', status: 'trigger', incidentNumber: null } as const;
    const other = { ...alert, key: 'other' };
    const { items } = await effects.foresee({
      integrationId: 'int_a',
      alerts: [
        alert,
        { ...alert, status: 'acknowledge' },
        { ...alert, title: '', key: null, status: 'note', incidentNumber: open?.number ?? 0 },
        { ...other, status: 'resolve' },
        other,
        { ...other, status: 'resolve' },
        { ...alert, status: 'resolve' },
      ],
    });
    const shown = { id: open?.id, number: open?.number, title: 'Disk full' };
    expect(items).toEqual([
      { effect: 'repeat', incident: shown },
      { effect: 'acknowledge', incident: shown },
      { effect: 'note', incident: shown },
      { effect: 'nothing', incident: null },
      { effect: 'open', incident: null },
      { effect: 'resolve', incident: null },
      { effect: 'resolve', incident: shown },
    ]);
    expect(await all()).toEqual(before);
  });
});
