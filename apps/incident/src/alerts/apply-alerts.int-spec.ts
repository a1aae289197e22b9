import { Broker, Consumer } from '@ringdown/platform-messaging';
import { type Database, newId } from '@ringdown/platform-persistence';
import { eventually, freshDatabase, type FreshDatabase, testNats, uniquePrefix } from '@ringdown/testkit';
import { headers } from '@nats-io/transport-node';
import { fixedConfiguration } from '../testing/fixed-configuration.js';
import { migratedDatabase, silent } from '../testing/migrated-database.js';
import { type IncidentsInTest, serviceInTest } from '../testing/service-in-test.js';
import { twoIngests } from '../testing/two-ingests.js';

const { configuration, documents } = fixedConfiguration({});
const priya = { type: 'user', id: 'user_1', name: 'Priya S.' } as const;

let fresh: FreshDatabase;
let database: Database;
let broker: Broker;
let consumer: Consumer;
let ingests: Awaited<ReturnType<typeof twoIngests>>;
let incidents: IncidentsInTest;
/** The broker is shared with other tests: each of ours reports for an integration of its own. */
let integrationId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
  broker = new Broker(testNats(), 'incident-test', silent);
  await broker.ensureStreams();
  ingests = await twoIngests(fresh.url, testNats());
  const service = serviceInTest(database, configuration);
  ({ incidents } = service);
  const handler = service.applyAlerts;
  consumer = new Consumer({ ...handler, durable: uniquePrefix('incident-apply-alerts') }, database, broker, silent);
  consumer.start();
});
afterAll(async () => {
  await consumer.stop();
  await ingests.close();
  await broker.close();
  await database.close();
  await fresh.drop();
});
beforeEach(() => {
  integrationId = newId('integration');
  documents.integration = [{ id: integrationId, name: 'Grafana', escalationPolicyId: 'esc_1' }];
});

const list = async () =>
  (await incidents.list({ limit: 200, integrationId })).items.toSorted((a, b) => a.number - b.number);
/** Without the repeats, of which there is a test of their own. */
const said = async () => {
  const events = await database.query<{ subject: string; data: { title: string; occurrences: number } }>(
    `select subject, data from outbox where data ->> 'integrationId' = $1 and subject <> 'incident.occurred.v1'
     order by sequence`,
    [integrationId],
  );
  return events.map(({ subject, data }) => `${subject} ${data.title}`);
};
const accept = (alert: Parameters<typeof ingests.accept>[0], instance = 0) =>
  ingests.accept({ integrationId, ...alert }, instance);

describe('incident-apply-alerts', () => {
  it('opens, counts and resolves', async () => {
    const body = { host: 'db1', used: [0.5, null] };
    const warnings = ['severity: expected sev1, sev2 or sev3, got "high"'];
    await accept({ body, priority: 'p2', warnings });
    await eventually(async () => expect(await list()).toHaveLength(1));
    await accept({ body: 'second', warnings });
    await accept({ status: 'resolve' });
    const incident = await eventually(async () => {
      const [only, ...others] = await list();
      expect(others).toEqual([]);
      expect(only?.status).toBe('resolved');
      return only;
    });
    expect(incident).toMatchObject({
      title: 'Disk full',
      source: 'webhook',
      details: body,
      priority: 'p2',
      severity: null,
      occurrences: 2,
      escalationPolicyId: 'esc_1',
      resolvedBy: 'Grafana',
    });
    expect(incident?.timeline.map(({ text }) => text)).toEqual([
      'Opened by Grafana',
      warnings[0],
      'Seen once more',
      'Resolved by Grafana',
    ]);
    expect(await said()).toEqual(['incident.opened.v1 Disk full', 'incident.resolved.v1 Disk full']);
  });

  it('keeps a body to the digit, its keys in their order, as it travels on', async () => {
    const bodyJson = '{"10":1,"2":{"id":2868860079149422351,"v":5.0},"huge":1e400,"__proto__":{"a":1},"2":[]}';
    await accept({ title: 'Digits', body: null, bodyJson });
    await accept({ title: 'Plain', body: JSON.parse('{"__proto__":{"a":1},"b":[0.5]}') as unknown });
    await eventually(async () => expect(await list()).toHaveLength(2));
    const [digits, plain] = await list();
    expect(digits).toMatchObject({ details: null, detailsJson: bodyJson });
    expect(JSON.stringify(plain?.details)).toBe('{"__proto__":{"a":1},"b":[0.5]}');
    const [opened] = await database.query<{ data: string }>(
      `select data::text from outbox where data ->> 'integrationId' = $1 order by sequence`,
      [integrationId],
    );
    expect(JSON.parse(opened?.data ?? '')).toMatchObject({ details: null, detailsJson: bodyJson });
  });

  it('acknowledges what is open, and says so once', async () => {
    await accept({ title: 'Unseen', status: 'acknowledge' });
    await accept({});
    await eventually(async () => expect(await list()).toHaveLength(1));
    await accept({ status: 'acknowledge' });
    await accept({ status: 'acknowledge' });
    await eventually(async () => expect(await list()).toMatchObject([{ status: 'acknowledged' }]));
    await accept({});
    const [incident] = await eventually(async () => {
      const all = await list();
      expect(all).toMatchObject([{ occurrences: 2 }]);
      return all;
    });
    expect(incident).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'Grafana', title: 'Disk full' });
    expect(incident?.timeline.map(({ text }) => text)).toEqual([
      'Opened by Grafana',
      'Acknowledged by Grafana',
      'Seen once more',
    ]);
    expect(await said()).toEqual(['incident.opened.v1 Disk full', 'incident.acknowledged.v1 Disk full']);
  });

  it('groups by tidy titles, and by a sender’s own key in place of the title', async () => {
    await accept({ title: 'Disk full on db1\n' });
    await accept({ title: 'CPU 91 %', key: 'f1' });
    await accept({ title: 'CPU 97 %', key: 'f1' });
    await accept({ title: ' Disk full  on db1', status: 'resolve' });
    await accept({ title: '', key: 'f1', status: 'resolve' });
    await eventually(async () =>
      expect((await list()).map(({ title, status, occurrences }) => [title, status, occurrences])).toEqual([
        ['Disk full on db1', 'resolved', 1],
        ['CPU 91 %', 'resolved', 2],
      ]),
    );
  });

  it('makes of 200 alerts at once one incident with 200 occurrences', async () => {
    await Promise.all(Array.from({ length: 200 }, (_none, i) => accept({ title: 'Storm' }, i % 2)));
    await eventually(async () => expect(await list()).toMatchObject([{ title: 'Storm', occurrences: 200 }]));
    const [incident] = await list();
    expect(incident?.timeline.map(({ type }) => type)).toEqual(['opened', 'repeated']);
    expect(await said()).toEqual(['incident.opened.v1 Storm']);
  });

  it('tells of the 2nd, 5th and 10th occurrence', async () => {
    for (let n = 1; n <= 12; n++) {
      await accept({ title: 'Again' });
      await eventually(async () => expect((await list())[0]?.occurrences).toBe(n));
    }
    const told = await database.query<{ data: { occurrences: number; title: string } }>(
      `select data from outbox where data ->> 'integrationId' = $1 and subject = 'incident.occurred.v1' order by sequence`,
      [integrationId],
    );
    expect(told.map(({ data }) => [data.title, data.occurrences])).toEqual([
      ['Again', 2],
      ['Again', 5],
      ['Again', 10],
    ]);
  });

  it('keeps the order in which two instances accepted', async () => {
    for (let round = 0; round < 25; round++) {
      await accept({}, round % 2);
      await accept({ status: 'resolve' }, (round + 1) % 2);
    }
    await accept({});
    await eventually(async () => expect(await list()).toHaveLength(26));
    const all = await list();
    expect(all.map(({ status, occurrences }) => `${status} ${occurrences}`)).toEqual([
      ...Array.from({ length: 25 }, () => 'resolved 1'),
      'triggered 1',
    ]);
    expect((await said()).map((what) => what.split(' ')[0])).toEqual([
      ...Array.from({ length: 25 }, () => ['incident.opened.v1', 'incident.resolved.v1']).flat(),
      'incident.opened.v1',
    ]);
  });

  it('never groups nor resolves what has no title', async () => {
    await accept({ title: '' });
    await accept({ title: '' });
    await accept({ title: '', status: 'resolve' });
    await accept({ title: 'last' });
    await eventually(async () => expect((await list()).map(({ title }) => title)).toEqual(['', '', 'last']));
    expect((await list()).map(({ status }) => status)).toEqual(['triggered', 'triggered', 'triggered']);
  });

  it('groups titles longer than an index takes, by all of their characters', async () => {
    const long = 'x'.repeat(50_000);
    for (const title of [`${long}a`, `${long}a`, `${long}b`]) await accept({ title });
    await eventually(async () => expect((await list()).map(({ occurrences }) => occurrences)).toEqual([2, 1]));
  });

  it('keeps a message that is none as a dead letter, while others go on', async () => {
    await accept({ title: 'before' });
    const js = await broker.jetstream();
    const id = newId('event');
    const h = headers();
    h.set('ce-id', id);
    await js.publish('ingest.alert-accepted.v1', JSON.stringify({ integrationId, title: 7 }), { headers: h });
    await accept({ title: 'after' });
    await eventually(async () => expect((await list()).map(({ title }) => title)).toEqual(['before', 'after']));
    const letters = () =>
      database.query<{ reason: string }>('select reason from dead_letter where event_id = $1', [id]);
    await eventually(async () => expect(await letters()).toHaveLength(1));
    expect((await letters())[0]?.reason).toContain('This is no ingest.alert-accepted.v1: ');
  });

  it('counts every alert once while people resolve and reopen the same incident', async () => {
    const people = (async () => {
      for (let turn = 0; turn < 40; turn++) {
        const [first] = await list();
        if (!first) continue;
        const type = first.status === 'resolved' ? 'reopen' : 'resolve';
        await incidents.handle(first.id, { type }, priya).catch((error: { kind?: string }) => {
          if (error.kind !== 'conflict') throw error;
        });
      }
    })();
    for (let i = 0; i < 60; i++) await accept({}, i % 2);
    await people;
    await eventually(async () =>
      expect((await list()).reduce((sum, { occurrences }) => sum + occurrences, 0)).toBe(60),
    );
    expect((await list()).filter(({ status }) => status !== 'resolved').length).toBeLessThanOrEqual(1);
  });
});
