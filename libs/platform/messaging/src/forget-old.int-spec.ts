import { forgetOld } from './relay.js';
import { MessagingWorld } from './testing/messaging-world.js';

jest.setTimeout(90_000);

it('forgets what is old in slices that no statement timeout meets, and keeps the rest', async () => {
  const world = await MessagingWorld.start({ statementTimeoutMs: 400 });
  await world.remember('ancient', 200_000, 31);
  await world.remember('old', 1000, 4);
  await world.remember('young', 100, 1);
  await world.tell(['unpublished']);
  let slices = 1;
  while (await forgetOld(world.database)) slices++;

  expect(slices).toBeGreaterThan(10);
  const count = async (table: string) =>
    (await world.database.query<{ count: number }>(`select count(*)::int from ${table}`))[0]?.count;
  expect(await count('outbox')).toBe(101);
  expect(await count('inbox')).toBe(1100);
  await world.stop();
});
