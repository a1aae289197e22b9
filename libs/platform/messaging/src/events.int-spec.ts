import { eventually } from '@ringdown/testkit';
import { Relay } from './relay.js';
import { logger, MessagingWorld, named } from './testing/messaging-world.js';

let world: MessagingWorld;
beforeEach(async () => {
  world = await MessagingWorld.start();
});
afterEach(() => world.stop());

it('carries every event once, in the order of the outbox', async () => {
  world.run();
  const ids = named('a', 700);
  for (let n = 0; n < ids.length; n += 70) await world.tell(ids.slice(n, n + 70));
  await world.tell(ids.slice(0, 50)); // told again by whoever told them: the same events

  expect(await world.untilTaken(700)).toEqual(ids);
});

it('lets events wait while NATS is unavailable, and carries them when it is back', async () => {
  world.run();
  await world.tell(['before']);
  await world.untilTaken(1);
  await world.nats.stop();
  await world.tell(['meanwhile']);
  await world.nats.start();

  expect(await world.untilTaken(2)).toEqual(['before', 'meanwhile']);
}, 40_000);

it('keeps what could not take effect before a stop for the next one', async () => {
  let tried = 0;
  world.refuse = () => {
    tried++;
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  };
  world.run();
  await world.tell(['a0', 'a1']);
  await eventually(() => tried > 0);
  await world.consumer.stop();
  expect(await world.taken()).toEqual([]);

  world.refuse = () => undefined;
  world.consumer = world.anotherConsumer();
  world.consumer.start();
  expect(await world.untilTaken(2)).toEqual(['a0', 'a1']);
}, 40_000);

it('is relayed by one instance, and by the next when that one loses its Postgres session', async () => {
  const other = new Relay(world.database, world.broker, logger);
  world.run();
  await world.tell(['a0']);
  await world.untilTaken(1);
  other.start();
  await world.database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ringdown-relay' and datname = current_database()`,
  );
  await world.tell(['a1']);

  expect(await world.untilTaken(2)).toEqual(['a0', 'a1']);
  await other.stop();
}, 40_000);
