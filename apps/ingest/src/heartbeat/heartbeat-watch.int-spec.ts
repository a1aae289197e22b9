import type { Database } from '@ringdown/platform-persistence';
import { createLogger } from '@ringdown/platform-telemetry';
import {
  type CuttableProxy,
  cuttableProxy,
  eventually,
  fixedClock,
  freshDatabase,
  type FreshDatabase,
} from '@ringdown/testkit';
import { receivedEventDays, ReceivedEventRepository } from '../intake/received-event.repository.js';
import { anIntegration, migratedDatabase, pushServer } from '../testing/push-server.js';
import type { IntegrationDocument } from '../webhooks/index.js';
import { HeartbeatConfig } from './heartbeat-config.js';
import { HeartbeatWatch } from './heartbeat-watch.js';
import { HeartbeatController } from './heartbeat.controller.js';
import { HeartbeatRepository } from './heartbeat.repository.js';

const logger = createLogger('test', 'silent');
const start = '2026-01-05T09:00:00.000Z';
/** Five minutes of interval, one of grace, and what a ping takes to arrive. */
const missingAfterMs = 362_000;

const backup = anIntegration({ name: 'Backup', type: 'heartbeat', everyMinutes: 5, graceMinutes: 1 });
let integrations: IntegrationDocument[];
const config = new HeartbeatConfig(
  {
    ready: true,
    all: () => integrations,
    find: (_kind: string, id: string) => Promise.resolve(integrations.find((one) => one.id === id)),
  } as unknown as ConstructorParameters<typeof HeartbeatConfig>[0],
  { up: true } as ConstructorParameters<typeof HeartbeatConfig>[1],
);
const tokens = { ready: true, find: () => Promise.resolve(integrations[0]) };

let fresh: FreshDatabase;
let database: Database;
let line: CuttableProxy;
let server: Awaited<ReturnType<typeof pushServer>>;
let clock: ReturnType<typeof fixedClock>;
const opened: { stop(): Promise<void> }[] = [];

/** An instance of the service, as far as it watches. */
async function instance(url = fresh.url, at = clock) {
  const own = await migratedDatabase(url);
  const watch = new HeartbeatWatch(new HeartbeatRepository(own), own, config, at, logger);
  const stop = async (): Promise<void> => {
    await watch.onApplicationShutdown();
    await own.close();
  };
  opened.push({ stop });
  return { watch, stop };
}
type Watch = Awaited<ReturnType<typeof instance>>['watch'];

/** Looks every second until so many milliseconds have passed. */
async function watchFor(watch: Watch, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 4000) {
    clock.advance(Math.min(left, 4000));
    await watch.look();
  }
}

const ping = async (): Promise<void> => {
  const { status } = await fetch(`${server.origin}/tok/heartbeat`);
  expect(status).toBe(200);
  await eventually(() => server.journal.isEmpty);
};
const told = async () =>
  (await database.query<{ data: Record<string, unknown> }>('select data from outbox order by sequence')).map(
    ({ data: { title, key, status } }) => ({ title, key, status }),
  );
const missing = { title: 'Heartbeat missing: Backup', key: 'heartbeat', status: 'trigger' };
const returned = { ...missing, status: 'resolve' };
const state = () =>
  new HeartbeatController(new HeartbeatRepository(database), config).heartbeat({ integrationId: 'int_1' });
const iso = (ms: number): string => new Date(Date.parse(start) + ms).toISOString();

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await migratedDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  await database.query('truncate outbox, received_event, heartbeat');
  await database.query('update heartbeat_watch set looked_at = null');
  integrations = [backup];
  line = await cuttableProxy(fresh.url);
  server = await pushServer(line.url, tokens);
  clock = server.clock;
});
afterEach(async () => {
  for (const { stop } of opened.splice(0)) await stop();
  await server.close();
  await line.close();
});

it('tells nobody before the first ping, once that it is missing, and that it has returned', async () => {
  const { watch } = await instance();
  await watchFor(watch, 400_000);
  expect(await state()).toEqual({ lastSeenAt: null, dueAt: null, missingSince: null });
  await ping();
  expect(await state()).toEqual({ lastSeenAt: iso(400_000), dueAt: iso(760_000), missingSince: null });
  await watchFor(watch, missingAfterMs - 1);
  expect(await told()).toEqual([]);
  await watchFor(watch, 60_000);
  expect(await told()).toEqual([missing]);
  const [row] = await database.query<{ data: unknown }>('select data from outbox');
  expect(row?.data).toMatchObject({
    integrationId: 'int_1',
    severity: null,
    body: { everyMinutes: 5, graceMinutes: 1, lastSeenAt: iso(400_000), dueAt: iso(760_000) },
  });
  await ping();
  await watchFor(watch, 10_000);
  expect(await told()).toEqual([missing, returned]);
  expect(await state()).toMatchObject({ missingSince: null });
});

it('does not count the time of a restart', async () => {
  const first = await instance();
  await ping();
  await watchFor(first.watch, 100_000);
  await first.stop();
  clock.advance(3_600_000);
  const { watch } = await instance();
  await watchFor(watch, missingAfterMs - 100_000 - 8000);
  expect(await told()).toEqual([]);
  await watchFor(watch, 60_000);
  expect(await told()).toEqual([missing]);
});

it('does not cry wolf over an unavailable Postgres, with pings that wait in the journal', async () => {
  const { watch } = await instance(line.url);
  await ping();
  await watchFor(watch, 100_000);
  line.cut();
  for (let minutes = 0; minutes < 30; minutes += 5) {
    clock.advance(300_000);
    expect((await fetch(`${server.origin}/tok/heartbeat`)).status).toBe(200);
    await expect(watch.look()).rejects.toThrow();
  }
  expect(server.journal.isEmpty).toBe(false);
  line.mend();
  await eventually(() => watch.look().then(() => true));
  await eventually(() => server.journal.isEmpty);
  await watchFor(watch, 200_000);
  expect(await told()).toEqual([]);
  expect(await state()).toMatchObject({ lastSeenAt: iso(1_900_000) });
  await watchFor(watch, missingAfterMs);
  expect(await told()).toEqual([missing]);
});

it('tells once with two instances, also where they look at the same time', async () => {
  const [one, other] = [await instance(), await instance()];
  await ping();
  for (let i = 0; i < 120; i++) {
    clock.advance(4000);
    await Promise.all([one.watch.look(), other.watch.look()]);
  }
  expect(await told()).toEqual([missing]);
  await one.stop();
  await ping();
  await eventually(async () => {
    await other.watch.look();
    expect(await told()).toEqual([missing, returned]);
  });
});

it('lets a changed interval count at once', async () => {
  const { watch } = await instance();
  await ping();
  await watchFor(watch, 100_000);
  integrations = [{ ...backup, everyMinutes: 1, graceMinutes: 0 }];
  await watchFor(watch, 1000);
  expect(await told()).toEqual([missing]);
  integrations = [backup];
  await watchFor(watch, 1000);
  expect(await told()).toEqual([missing, returned]);
});

it('forgets what is no heartbeat any more, and leaves its incident to people', async () => {
  const { watch } = await instance();
  await ping();
  await watchFor(watch, 400_000);
  integrations = [{ ...backup, type: 'webhook' }];
  await watch.look();
  await watch.forget();
  expect(await database.query('select 1 from heartbeat')).toEqual([]);
  expect(await told()).toEqual([missing]);
  await expect(state()).rejects.toThrow('no heartbeat');
  integrations = [backup];
  await watchFor(watch, 8000);
  expect(await told()).toEqual([missing]);
});

it('keeps the last ping of a monthly heartbeat for longer than what was received', async () => {
  integrations = [{ ...backup, everyMinutes: 44_640 }];
  const { watch } = await instance();
  await ping();
  await watch.look();
  clock.advance((receivedEventDays + 0.5) * 86_400_000);
  await new ReceivedEventRepository(database, clock, logger).forget();
  expect(await database.query('select 1 from received_event')).toEqual([]);
  expect(await state()).toMatchObject({ lastSeenAt: iso(0) });
});
