import { cpSync, rmSync } from 'node:fs';
import { connect, createInbox, nanos } from '@nats-io/transport-node';
import { eventually } from '@ringdown/testkit';
import { MessagingWorld, named } from './testing/messaging-world.js';

jest.setTimeout(90_000);

let world: MessagingWorld;
beforeEach(async () => {
  world = await MessagingWorld.start();
});
afterEach(() => world.stop());

const wipe = async (): Promise<void> => {
  await world.nats.stop();
  world.nats.wipe();
  await world.nats.start();
};

/** The durable stands there, as the server knows it. */
const untilAcknowledged = (sequence: number) =>
  eventually(async () => {
    const manager = await world.broker.manager();
    const { delivered, num_ack_pending } = await manager.consumers.info('NOTIFICATION', 'spec-take');
    expect([delivered.stream_seq, num_ack_pending]).toEqual([sequence, 0]);
  });

it('brings what a wiped NATS had not given yet, in order, and nothing twice', async () => {
  world.run();
  await world.tell(named('a', 20));
  await world.untilTaken(20);
  await world.consumer.stop();
  await world.tell(named('b', 700));
  await world.untilPublished();
  await wipe();
  world.consumer = world.anotherConsumer();
  world.consumer.start();
  await world.tell(['new']);

  expect(await world.untilTaken(721)).toEqual([...named('a', 20), ...named('b', 700), 'new']);
});

it('brings it to a consumer that was there all the time', async () => {
  world.run();
  await world.tell(['a']);
  await world.untilTaken(1);
  // published and lost in one moment: the consumer is kept busy while the stream is taken away with what waits in it
  let release: () => void = () => undefined;
  const busy = new Promise<void>((resolve) => (release = resolve));
  let isBusy = false;
  world.refuse = () => {
    isBusy = true;
    return busy;
  };
  await world.tell(['b']);
  await eventually(() => isBusy);
  await world.tell(named('c', 5));
  await world.untilPublished();
  const reconnected = new Promise<void>((resolve) => world.broker.whenReconnected(resolve));
  await wipe();
  await reconnected;
  release();

  expect(await world.untilTaken(7)).toEqual(['a', 'b', ...named('c', 5)]);
});

it('does not let a new event wait for the many that a wiped NATS has forgotten', async () => {
  await world.remember('old', 200_000);
  world.run();
  await world.tell(['before']);
  await world.untilTaken(1);
  await wipe();
  const begun = performance.now();
  await world.tell(['after']);
  expect(await world.untilTaken(2)).toEqual(['before', 'after']);
  // all of them would take minutes
  expect(performance.now() - begun).toBeLessThan(5000);
  // nothing old is published again, nor takes effect again
  await world.untilPublished();
  const { state } = await (await world.broker.manager()).streams.info('NOTIFICATION');
  expect(state.messages).toBe(1);
});

it('goes on from a NATS that is older than what it had given', async () => {
  world.run();
  await world.tell(named('a', 10));
  await world.untilTaken(10);
  await world.nats.stop();
  const copy = `${world.nats.folder}-copy`;
  cpSync(world.nats.folder, copy, { recursive: true });
  await world.nats.start();
  await world.tell(named('b', 10));
  await world.untilTaken(20);
  await untilAcknowledged(20);
  await world.consumer.stop();
  await world.tell(named('lost', 10));
  await world.untilPublished();
  await world.nats.stop();
  world.nats.wipe();
  cpSync(copy, world.nats.folder, { recursive: true });
  rmSync(copy, { recursive: true });
  await world.nats.start();
  world.consumer = world.anotherConsumer();
  world.consumer.start();
  await world.tell(named('c', 15));

  expect(await world.untilTaken(45)).toEqual([
    ...named('a', 10),
    ...named('b', 10),
    ...named('lost', 10),
    ...named('c', 15),
  ]);
});

it('takes events that a process which is out of reach has requested: NATS would give them to it, and again only after ack_wait', async () => {
  world.run();
  await world.tell(['a']);
  await world.untilTaken(1);
  await untilAcknowledged(1);
  await world.consumer.stop();
  // a connection that NATS takes for alive, while nobody reads there any more
  const frozen = await connect({ servers: world.nats.url });
  const inbox = createInbox();
  frozen.subscribe(inbox);
  const request = JSON.stringify({ batch: 100, expires: nanos(60_000) });
  frozen.publish('$JS.API.CONSUMER.MSG.NEXT.NOTIFICATION.spec-take', request, { reply: inbox });
  await frozen.flush();
  world.consumer = world.anotherConsumer();
  world.consumer.start();

  for (const [n, id] of ['b', 'c', 'd'].entries()) {
    await world.tell([id]);
    await eventually(async () => expect(await world.taken()).toHaveLength(n + 2), { timeoutMs: 15_000 });
  }
  await frozen.close();
});

it('takes new messages from a stream that lost its end, though the durable is ahead of it', async () => {
  world.run();
  await world.tell(named('a', 10));
  await world.untilTaken(10);
  await untilAcknowledged(10);
  await world.nats.stop('SIGTERM');
  const copy = `${world.nats.folder}-copy`;
  cpSync(world.nats.folder, copy, { recursive: true });
  await world.nats.start();
  await world.tell(named('b', 10));
  await world.untilTaken(20);
  await untilAcknowledged(20);
  await world.consumer.stop();
  await world.nats.stop('SIGTERM');
  // the messages as they were, the durable as it is
  const messages = 'jetstream/$G/streams/NOTIFICATION/msgs';
  rmSync(`${world.nats.folder}/${messages}`, { recursive: true });
  cpSync(`${copy}/${messages}`, `${world.nats.folder}/${messages}`, { recursive: true });
  rmSync(copy, { recursive: true });
  await world.nats.start();
  world.consumer = world.anotherConsumer();
  world.consumer.start();
  await untilAcknowledged(10);
  // these are to come by the stream alone, in the places that were lost
  world.reader.stop();
  await world.tell(named('c', 5));

  expect(await world.untilTaken(25)).toEqual([...named('a', 10), ...named('b', 10), ...named('c', 5)]);
});

it('follows the stream while its owner does not answer, and brings what is missing once it does', async () => {
  world.relay.start();
  world.consumer.start();
  await world.tell(['a']);
  await world.untilTaken(1);
  await world.consumer.stop();
  await world.tell(['lost']);
  await world.untilPublished();
  await wipe();
  world.consumer = world.anotherConsumer();
  world.consumer.start();
  await world.tell(['new']);
  expect(await world.untilTaken(2)).toEqual(['a', 'new']);
  world.reader.start();

  expect(await world.untilTaken(3)).toEqual(['a', 'new', 'lost']);
});

it('takes what is older than the outbox from the stream before what the outbox holds', async () => {
  world.relay.start();
  world.reader.start();
  await world.tell(named('old', 3));
  await world.untilPublished();
  await world.tell(named('young', 3));
  await world.untilPublished();
  // the outbox forgets sooner than the stream
  await world.database.query(`delete from outbox where id like 'event-old%'`);
  world.consumer.start();

  expect(await world.untilTaken(6)).toEqual([...named('old', 3), ...named('young', 3)]);
});
