import { incidentsQuery, ingestEvents } from '@ringdown/contracts';
import type { Database } from '@ringdown/platform-persistence';
import { fixedClock, freshDatabase, type FreshDatabase } from '@ringdown/testkit';
import { fixedConfiguration } from '../testing/fixed-configuration.js';
import { migratedDatabase } from '../testing/migrated-database.js';
import { serviceInTest } from '../testing/service-in-test.js';

const priya = { type: 'user', id: 'user_priya', name: 'Priya S.' } as const;
const at = (minute: number): string => `2026-01-05T09:${String(minute).padStart(2, '0')}:00.000Z`;
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

/** An integration whose incidents resolve by themselves ten minutes after the alert was last seen. */
function monitored() {
  const integration = {
    id: 'int_a',
    name: 'Grafana',
    escalationPolicyId: null,
    resolveAfterMinutes: 10 as number | null,
  };
  const { configuration, documents } = fixedConfiguration({ integration: [integration] });
  const clock = fixedClock(at(0));
  const service = serviceInTest(database, configuration, clock);
  let alerts = 0;
  return {
    incidents: service.incidents,
    change: (minutes: number | null) => {
      documents.integration = [{ ...integration, resolveAfterMinutes: minutes }];
    },
    /** The alert is seen at that minute; answers when its incident resolves by itself. */
    seen: async (minute: number) => {
      const id = `evt_${(alerts += 1)}`;
      const told = { key: null, body: null, severity: null, priority: null, status: 'trigger', warnings: [] } as const;
      const data = { ...told, id, integrationId: 'int_a', title: 'Disk full', acceptedAt: at(minute) };
      const envelope = { id, occurredAt: at(minute), sequence: alerts, correlationId: id };
      clock.advance(Date.parse(at(minute)) - clock.now().getTime());
      await database.transaction((tx) =>
        service.applyAlerts.handle(tx, [{ subject: ingestEvents.alertAccepted.subject, data, envelope }]),
      );
      return (await service.incidents.list(incidentsQuery.parse({ limit: 10 }))).items[0];
    },
  };
}

it('counts from the last time that the alert was seen', async () => {
  const { seen } = monitored();
  expect(await seen(0)).toMatchObject({ resolvesAt: at(10) });
  expect(await seen(4)).toMatchObject({ resolvesAt: at(14) });
});

it('goes by what the integration says now, and is gone once it says nothing', async () => {
  const { seen, change } = monitored();
  await seen(0);
  change(30);
  expect(await seen(4)).toMatchObject({ resolvesAt: at(34) });
  change(null);
  expect(await seen(5)).toMatchObject({ resolvesAt: null });
});

it('counts again for an incident that was reopened, and stays where a person has set it', async () => {
  const { seen, incidents } = monitored();
  const { id = '' } = (await seen(0)) ?? {};
  await incidents.handle(id, { type: 'resolve' }, priya);
  await incidents.handle(id, { type: 'reopen' }, priya);
  expect(await seen(4)).toMatchObject({ id, resolvesAt: at(14) });
  await incidents.edit(id, { resolvesAt: at(50) }, priya);
  expect(await seen(5)).toMatchObject({ id, resolvesAt: at(50) });
});
