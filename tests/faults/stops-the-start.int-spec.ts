import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testRedis } from '@ringdown/testkit';
import { ADatabase } from './world/a-database.ts';
import { AService, type ServiceName, type Stores } from './world/a-service.ts';
import { PrivateNats, PrivateRedis } from './world/private-server.ts';

jest.setTimeout(180_000);

let database: ADatabase;
let nats: PrivateNats;
let redis: PrivateRedis;
beforeAll(async () => {
  [database, nats, redis] = await Promise.all([ADatabase.create(), PrivateNats.start(), PrivateRedis.start()]);
  await redis.ask('CONFIG', 'SET', 'requirepass', 'right');
});
afterAll(() => Promise.all([database.drop(), nats.stop(), redis.stop()]));

const right = (): Stores => ({ postgres: database.url(), nats: nats.urlWith('right'), redis: testRedis() });

async function stops(name: ServiceName, wrong: Partial<Stores>, more: Record<string, string> = {}): Promise<string> {
  const service = await AService.start(name, { ...right(), ...wrong }, more);
  try {
    expect(await service.ends()).toBe(1);
    const sentence = service.words.split('\n').find((line) => line.startsWith('Cannot start'));
    expect(service.words).not.toContain('secret-and-wrong');
    return sentence ?? service.words;
  } finally {
    await service.kill();
  }
}

const wrongPassword = 'secret-and-wrong';

it.each<[string, ServiceName, () => Partial<Stores>, RegExp]>([
  ['the password of Postgres', 'ingest', () => ({ postgres: database.url(wrongPassword) }), /DATABASE_URL.*password/],
  [
    'the name of the database',
    'ingest',
    () => ({ postgres: database.url('right', 'nowhere') }),
    /DATABASE_URL.*nowhere/,
  ],
  ['the password of NATS', 'ingest', () => ({ nats: nats.urlWith(wrongPassword) }), /NATS_URL.*Authorization/i],
  ['no password for Redis', 'call-routing', () => ({ redis: redis.url }), /REDIS_URL.*NOAUTH/],
  [
    'the password of Redis',
    'call-routing',
    () => ({ redis: redis.url.replace('//', `//:${wrongPassword}@`) }),
    /REDIS_URL.*WRONGPASS/,
  ],
])('%s stops the start of a service by its setting when it is wrong', async (_what, name, wrong, sentence) => {
  expect(await stops(name, wrong())).toMatch(sentence);
});

it('a folder that is none stops the start by its setting', async () => {
  const file = join(nats.folder, 'a-file');
  writeFileSync(file, '');
  expect(await stops('ingest', {}, { DATA_DIR: join(file, 'data') })).toMatch(/DATA_DIR.*ENOTDIR/);
});
