import { testRedis } from '@ringdown/testkit';
import { bothAreAnswered } from './doors.ts';
import type { PrivateNats } from './private-server.ts';
import { type PostgresFace, Scene } from './scene.ts';

/** Ingest and call-routing start in the middle of a fault of Postgres, on an empty database, and the fault ends. */
export async function doorsStartIn(face: PostgresFace, nats: PrivateNats): Promise<void> {
  const scene = await Scene.with(face, { nats: nats.urlWith('right'), redis: testRedis() });
  try {
    const doors = await scene.startDoors();
    const areKept = await bothAreAnswered(doors, { store: 'Postgres', face, when: 'at start' });
    for (const door of [doors.ingest, doors.calls]) expect((await door.missing())['postgres']).toMatch(/\w/);
    await scene.heal();
    await areKept(scene.database);
  } finally {
    await scene.end();
  }
}

/** The others start in it too: they say what they wait for, refuse what they cannot do as such, and go on by themselves. */
export async function othersStartIn(face: PostgresFace, nats: PrivateNats): Promise<void> {
  const scene = await Scene.with(face, { nats: nats.urlWith('right'), redis: testRedis() });
  try {
    const started = await scene.start('control', 'incident', 'notification');
    for (const service of started) expect((await service.missing())['postgres']).toMatch(/\w/);
    const asked = await fetch(`${started[0]?.origin}/api/v1/users`, { headers: { authorization: 'Bearer rd_key' } });
    expect(asked.headers.get('content-type')).toContain('application/problem+json');
    expect({ status: asked.status, body: await asked.json() }).toMatchObject({ status: 503, body: { status: 503 } });
    await scene.heal();
    for (const service of started) await service.isReady();
  } finally {
    await scene.end();
  }
}
