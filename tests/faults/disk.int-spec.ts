import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, testRedis } from '@ringdown/testkit';
import { bothAreAnswered, type Doors, printTheTable } from './world/doors.ts';
import { PrivateNats } from './world/private-server.ts';
import { AService } from './world/a-service.ts';
import { Scene } from './world/scene.ts';

jest.setTimeout(180_000);

let nats: PrivateNats;
let scene: Scene;
beforeAll(async () => {
  nats = await PrivateNats.start();
  scene = await Scene.with('works', { nats: nats.urlWith('right'), redis: testRedis() });
});
afterAll(async () => {
  await scene.end();
  await nats.stop();
  printTheTable();
});

/** Every write to it fails as on a full disk (`ENOSPC`), for root too. */
const fullDisk = '/dev/full';
const journals = { ingest: 'alerts.jsonl', calls: 'calls.jsonl' } as const;

describe('a disk that is full when the services start', () => {
  let doors: Doors;
  beforeAll(async () => {
    const [ingest, calls] = await Promise.all([AService.prepare('ingest'), AService.prepare('call-routing')]);
    doors = { ingest, calls };
    for (const name of ['ingest', 'calls'] as const) {
      symlinkSync(fullDisk, join(doors[name].folder, journals[name]));
      symlinkSync(fullDisk, join(doors[name].folder, 'configuration.json.new'));
      doors[name].run(scene.stores);
    }
    await Promise.all([ingest.listens(), calls.listens()]);
    await Promise.all([ingest.isReady(), calls.isReady()]);
  });
  afterAll(() => Promise.all([doors.ingest.kill(), doors.calls.kill()]));

  it('costs nothing as long as Postgres works', async () => {
    const areKept = await bothAreAnswered(doors, { store: 'local disk', face: 'full disk', when: 'at start' });
    await areKept(scene.database);
  });

  it('without Postgres: a monitor is told to try again, a caller is answered all the same', async () => {
    await scene.become('refuses');
    expect((await doors.ingest.hearsOf('lost?')).got).toBe('500 {}');
    expect((await doors.calls.isCalled('CA-kept-in-memory')).got).toBe('welcome, then dial');
    expect((await doors.ingest.missing())['journal']).toContain('ENOSPC');
    expect((await doors.calls.missing())['journal']).toContain('ENOSPC');
    await scene.heal();
    const stores = async () => Object.keys(await doors.ingest.missing()).filter((name) => name !== 'journal');
    await eventually(async () => expect(await stores()).toEqual([]), { timeoutMs: 20_000 });
    expect((await doors.ingest.hearsOf('again')).got).toBe('200 {"Ok":true}');
  });
});

it('a copy of the configuration that is broken: a monitor is told to try again, not that its token is unknown', async () => {
  const [whole, list] = await Promise.all([AService.prepare('ingest'), AService.prepare('ingest')]);
  try {
    writeFileSync(join(whole.folder, 'configuration.json'), '{"integration.int_1": {"id"');
    writeFileSync(join(list.folder, 'configuration.json'), '[]');
    for (const service of [whole, list]) {
      service.run({ ...scene.stores, nats: 'nats://127.0.0.1:1' });
      await service.listens();
      expect((await service.hearsOf('who?')).got).toBe('500 {}');
    }
    expect(whole.words).toContain('the copy of the configuration cannot be read');
  } finally {
    await Promise.all([whole.kill(), list.kill()]);
  }
});
