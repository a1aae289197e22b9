import type { Database } from '@ringdown/platform-persistence';
import { freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { fixedConfiguration } from '../testing/fixed-configuration.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { serviceInTest } from '../testing/service-in-test.js';

const priya = { type: 'user', id: 'user_1', name: 'Priya S.' } as const;
const { configuration } = fixedConfiguration({
  integration: [{ id: 'int_1', name: 'Grafana', escalationPolicyId: null }],
});
let fresh: FreshDatabase;
let database: Database;
let world: ReturnType<typeof serviceInTest>;

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
  world = serviceInTest(database, configuration);
});

const open = async (title: string): Promise<string> =>
  (await world.incidents.open({ title, integrationId: 'int_1' }, priya)).id;
const subjects = async (): Promise<string[]> =>
  (await database.query<{ subject: string }>('select subject from outbox order by sequence')).map(
    ({ subject }) => subject,
  );

describe('many incidents at once', () => {
  it('are acknowledged but for those whose state does not allow it, and each says so', async () => {
    const [a, b, c] = [await open('A'), await open('B'), await open('C')];
    await world.incidents.handle(b, { type: 'resolve' }, priya);
    await world.incidents.handle(c, { type: 'acknowledge' }, priya);
    const result = await world.bulk.apply({ ids: [a, b, c, 'inc_gone'], action: 'acknowledge', by: priya });
    expect(result.changed).toBe(1);
    expect(Object.fromEntries(result.skipped.map(({ id, reason }) => [id, reason]))).toEqual({
      [b]: 'A resolved incident cannot be acknowledged; reopen it first.',
      [c]: 'It is so already.',
      inc_gone: 'There is no such incident.',
    });
    expect(await world.incidents.get(a)).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'Priya S.' });
    expect((await subjects()).filter((subject) => subject === 'incident.acknowledged.v1')).toHaveLength(2);
  });

  it('are muted until an instant, or for ever', async () => {
    const ids = [await open('A'), await open('B')];
    await world.bulk.apply({ ids, action: 'mute', value: '2026-01-05T10:00:00.000Z', by: priya });
    expect((await world.incidents.get(ids[0] ?? '')).mutedUntil).toBe('2026-01-05T10:00:00.000Z');
    await world.bulk.apply({ ids, action: 'mute', by: priya });
    expect((await world.incidents.get(ids[1] ?? '')).mutedUntil).toBe('forever');
  });

  it('are given a priority, or none', async () => {
    const ids = [await open('A'), await open('B')];
    expect(await world.bulk.apply({ ids, action: 'priority', value: 'p1', by: priya })).toEqual({
      changed: 2,
      skipped: [],
    });
    const incident = await world.incidents.get(ids[0] ?? '');
    expect(incident.priority).toBe('p1');
    expect(incident.timeline.at(-1)?.text).toBe('Priority changed from none to p1 by Priya S.');
    await world.bulk.apply({ ids, action: 'priority', value: null, by: priya });
    expect((await world.incidents.get(ids[0] ?? '')).priority).toBeNull();
  });

  it('keep what a person has set from alert rules, also where it was so already', async () => {
    const { id } = await world.incidents.open({ title: 'A', integrationId: 'int_1', severity: 'sev1' }, priya);
    await database.query(`update incident set kept_from_rules = '{}'`);
    const same = await world.bulk.apply({ ids: [id], action: 'severity', value: 'sev1', by: priya });
    expect(same).toEqual({ changed: 0, skipped: [{ id, reason: 'It is so already.' }] });
    expect(await world.repository.get(id)).toMatchObject({ kept_from_rules: ['severity'] });
  });

  it('take a fixed number of statements, however many they are', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 200; n++) ids.push(await open(`Incident ${n}`));
    let statements = 0;
    const counted = database.transaction.bind(database);
    database.transaction = ((work: Parameters<typeof counted>[0]) =>
      counted((tx) => {
        const query = tx.query.bind(tx);
        tx.query = ((...args: Parameters<typeof query>) => {
          statements++;
          return query(...args);
        }) as typeof tx.query;
        return work(tx);
      })) as typeof database.transaction;
    try {
      expect((await world.bulk.apply({ ids, action: 'resolve', by: priya })).changed).toBe(200);
    } finally {
      database.transaction = counted as typeof database.transaction;
    }
    expect(statements).toBeLessThanOrEqual(6);
  });
});
