import { testRedis } from '@ringdown/testkit';
import { bothAreAnswered, type Doors, printTheTable } from './world/doors.ts';
import { PrivateNats } from './world/private-server.ts';
import { postgresFaces, Scene } from './world/scene.ts';
import { doorsStartIn, othersStartIn } from './world/start-in-a-fault.ts';

jest.setTimeout(180_000);

let nats: PrivateNats;
beforeAll(async () => {
  nats = await PrivateNats.start();
});
afterAll(async () => {
  await nats.stop();
  printTheTable();
});

// the other faces at the start are in tests/long/faces-at-start
it('an event and a call are answered by services that start while Postgres hangs, and kept once it works', () =>
  doorsStartIn('hangs', nats));

it('control, incident and notification start while Postgres hangs, say so, and go on once it works', () =>
  othersStartIn('hangs', nats));

describe('while ingest and call-routing run, and Postgres', () => {
  let scene: Scene;
  let doors: Doors;
  beforeAll(async () => {
    scene = await Scene.with('works', { nats: nats.urlWith('right'), redis: testRedis() });
    doors = await scene.startDoors();
    await areReady();
  });
  afterAll(() => scene.end());

  const areReady = () => Promise.all([doors.ingest.isReady(), doors.calls.isReady()]);

  it.each(postgresFaces)('%s, an event and a call are answered, and kept once it works', async (face) => {
    await scene.become(face);
    const areKept = await bothAreAnswered(doors, { store: 'Postgres', face, when: 'while running' });
    await scene.heal();
    await areKept(scene.database);
    await areReady();
  });

  it('refuses a password that was right before, they go on as without it, say so, and come back', async () => {
    await scene.database.changePassword('another');
    const about = { store: 'Postgres', face: 'wrong password', when: 'while running' } as const;
    const areKept = await bothAreAnswered(doors, about);
    expect((await doors.ingest.missing())['postgres']).toMatch(/password/);
    await scene.database.changePassword('right');
    await areKept(scene.database);
  });
});
