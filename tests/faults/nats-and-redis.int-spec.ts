import { eventually, FaultyLine } from '@ringdown/testkit';
import { ADatabase } from './world/a-database.ts';
import { AService, type Stores } from './world/a-service.ts';
import { bothAreAnswered, type Doors, printTheTable } from './world/doors.ts';
import { PrivateNats, PrivateRedis } from './world/private-server.ts';
import { lineFaces } from './world/scene.ts';

jest.setTimeout(180_000);

let database: ADatabase;
let nats: PrivateNats;
let redis: PrivateRedis;
let toNats: FaultyLine;
let toRedis: FaultyLine;
let doors: Doors;
beforeAll(async () => {
  [database, nats, redis] = await Promise.all([ADatabase.create(), PrivateNats.start(), PrivateRedis.start()]);
  toNats = await FaultyLine.to(nats.urlWith('right'), 'hangs');
  toRedis = await FaultyLine.to(redis.url, 'hangs');
  const stores: Stores = { postgres: database.url(), nats: toNats.url, redis: toRedis.url };
  const [ingest, calls] = await Promise.all([AService.start('ingest', stores), AService.start('call-routing', stores)]);
  doors = { ingest, calls };
});
afterAll(async () => {
  await Promise.all([doors.ingest.kill(), doors.calls.kill()]);
  await Promise.all([toNats.close(), toRedis.close()]);
  await Promise.all([nats.stop(), redis.stop(), database.drop()]);
  printTheTable();
});

const areReady = () => Promise.all([doors.ingest.isReady(), doors.calls.isReady()]);

/** The first in this file: the services were started in it. */
it('hang both while the services start: an event and a call are answered, and all is well once they work', async () => {
  await Promise.all([doors.ingest.listens(), doors.calls.listens()]);
  const areKept = await bothAreAnswered(doors, { store: 'NATS and Redis', face: 'hangs', when: 'at start' });
  await areKept(database);
  expect((await doors.ingest.missing())['nats']).toMatch(/\w/);
  expect((await doors.calls.missing())['redis']).toMatch(/\w/);
  await Promise.all([toNats.become('works'), toRedis.become('works')]);
  await areReady();
});

it.each(lineFaces)(
  '%s both while they run: an event and a call are answered, and all is well after it',
  async (face) => {
    await Promise.all([toNats.become(face), toRedis.become(face)]);
    const areKept = await bothAreAnswered(doors, { store: 'NATS and Redis', face, when: 'while running' });
    await areKept(database);
    await Promise.all([toNats.become('works'), toRedis.become('works')]);
    await areReady();
  },
);

const redisFaces: Record<string, readonly [() => Promise<unknown>, () => Promise<unknown>]> = {
  'is a replica that only reads': [
    () => redis.ask('REPLICAOF', '127.0.0.1', '1'),
    () => redis.ask('REPLICAOF', 'NO', 'ONE'),
  ],
  'has no memory left': [
    () => redis.ask('CONFIG', 'SET', 'maxmemory', '1'),
    () => redis.ask('CONFIG', 'SET', 'maxmemory', '0'),
  ],
  'has no disk left': [() => redis.loseItsDisk(), () => redis.findItsDisk()],
};

it.each(Object.keys(redisFaces))('Redis %s: a call is answered, and timers are armed again after it', async (face) => {
  const [become, heal] = redisFaces[face] ?? [];
  await become?.();
  const areKept = await bothAreAnswered(doors, { store: 'Redis', face, when: 'while running' });
  await areKept(database);
  await eventually(
    async () => {
      await doors.calls.isCalled(`CA-in-${face}-${performance.now()}`);
      expect((await doors.calls.missing())['redis']).toMatch(/READONLY|OOM|MISCONF/);
    },
    { timeoutMs: 20_000 },
  );
  await heal?.();
  await eventually(
    async () => {
      await doors.calls.isCalled(`CA-after-${face}-${performance.now()}`);
      expect(await doors.calls.missing()).toEqual({});
    },
    { timeoutMs: 20_000 },
  );
});

it('NATS refuses a password that was right before: they go on, say so, and come back', async () => {
  nats.changePassword('another');
  await eventually(async () => expect((await doors.ingest.missing())['nats']).toMatch(/[Aa]uthorization/), {
    timeoutMs: 20_000,
  });
  const about = { store: 'NATS', face: 'wrong password', when: 'while running' } as const;
  await (
    await bothAreAnswered(doors, about)
  )(database);
  nats.changePassword('right');
  await areReady();
});
