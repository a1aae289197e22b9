import { eventually } from '@ringdown/testkit';
import { MessagingWorld } from './messaging-world.js';

jest.setTimeout(1_200_000);

const events = 2_600_000;

it(`lets a new event take effect within two seconds after a wipe, behind ${events} events of three days`, async () => {
  const world = await MessagingWorld.start();
  await world.remember('old', events);
  await world.database.query('analyze outbox');
  await world.database.query('analyze inbox');
  world.run();
  await world.tell(['before']);
  await world.untilTaken(1);
  const scans = async () =>
    (
      await world.database.query<{ scans: number }>(
        `select sum(seq_scan)::int as scans from pg_stat_user_tables where relname in ('outbox', 'inbox')`,
      )
    )[0]?.scans;
  // the housekeeping of the start is over
  await eventually(async () => (await world.consumer.lagSeconds()) === 0);
  const scansBefore = await scans();
  await world.nats.stop();
  world.nats.wipe();
  const heap = process.memoryUsage().heapUsed;
  await world.nats.start();
  const begun = performance.now();
  await world.tell(['after']);
  expect(await world.untilTaken(2)).toEqual(['before', 'after']);
  const ms = performance.now() - begun;
  process.stdout.write(
    `behind ${events} events: ${Math.round(ms)} ms, ${Math.round((process.memoryUsage().heapUsed - heap) / 1e6)} MB\n`,
  );
  expect(ms).toBeLessThan(2000);
  await world.untilPublished();
  const { state } = await (await world.broker.manager()).streams.info('NOTIFICATION');
  expect(state.messages).toBe(1);
  expect(await scans()).toBe(scansBefore);
  await world.stop();
});
