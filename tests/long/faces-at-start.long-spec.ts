import { printTheTable } from '../faults/world/doors.ts';
import { PrivateNats } from '../faults/world/private-server.ts';
import { postgresFaces } from '../faults/world/scene.ts';
import { doorsStartIn, othersStartIn } from '../faults/world/start-in-a-fault.ts';

jest.setTimeout(300_000);

let nats: PrivateNats;
beforeAll(async () => {
  nats = await PrivateNats.start();
});
afterAll(async () => {
  await nats.stop();
  printTheTable();
});

/** Each face of Postgres that services may start in; `npm test` shows the one that stands for them, `hangs`. */
describe.each(postgresFaces)('a start while Postgres %s', (face) => {
  it('answers an event and a call, and keeps both once it works', () => doorsStartIn(face, nats));

  it('lets control, incident and notification say so, and go on once it works', () => othersStartIn(face, nats));
});
