import { notificationEvents } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { eventually } from '@ringdown/testkit';
import { headers } from '@nats-io/transport-node';
import pg from 'pg';
import { MessagingWorld, named } from './testing/messaging-world.js';

jest.setTimeout(240_000);

const statementTimeoutMs = 250;

let world: MessagingWorld;
beforeEach(async () => {
  world = await MessagingWorld.start({ statementTimeoutMs });
});
afterEach(() => world.stop());

const listed = async () => (await world.letters.list({ limit: 50, before: null })).items;
const lettersUntil = (count: number) =>
  eventually(async () => {
    const items = await listed();
    if (items.length < count) throw new Error(`${items.length} dead letters`);
    return items;
  });

it('never gives up an event because Postgres could not take it, however long a lock is held', async () => {
  world.run();
  await world.tell(['before']);
  await world.untilTaken(1);
  const holder = new pg.Client({ connectionString: world.url });
  await holder.connect();
  try {
    await holder.query('begin; lock table spec.taken in access exclusive mode');
    let tries = 0;
    world.refuse = () => void tries++;
    await world.tell(named('a', 30));
    // ten tries of the first event alone, after the batch was halved down to it
    await eventually(() => tries > 30 + 15 + 7 + 3 + 10, { timeoutMs: 120_000 });
    await holder.query('commit');
  } finally {
    await holder.end();
  }

  expect(await world.untilTaken(31)).toEqual(['before', ...named('a', 30)]);
  expect(await listed()).toEqual([]);
});

it('keeps the whole batch in order while something that it needs is not there', async () => {
  let tries = 0;
  world.refuse = (id) => {
    if (id === 'a0') tries++;
    if (tries < 10) throw new DomainError('unavailable', 'The configuration has not arrived yet.');
  };
  await world.tell(named('a', 5));
  world.run();

  expect(await world.untilTaken(5)).toEqual(named('a', 5));
  expect(await listed()).toEqual([]);
});

it('halves a batch that is too big for one statement, and does not try its events one by one', async () => {
  await world.database.query(
    'create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.005); return new; end $$',
  );
  await world.database.query('create trigger slow before insert on taken for each row execute function slow()');
  await world.tell(named('a', 150));
  world.run();

  expect(await world.untilTaken(150)).toEqual(named('a', 150));
  const [{ transactions } = { transactions: 0 }] = await world.database.query<{ transactions: number }>(
    'select count(distinct xmin::text)::int as transactions from taken',
  );
  expect(transactions).toBeLessThan(40);
});

it('makes a dead letter of what can never succeed, and goes on with those beside it', async () => {
  world.refuse = (id) => {
    if (id === 'a2') throw new DomainError('invalid', 'nobody understands a2');
  };
  await world.tell(named('a', 5));
  world.run();

  expect(await world.untilTaken(4)).toEqual(['a0', 'a1', 'a3', 'a4']);
  expect(await lettersUntil(1)).toEqual([
    {
      id: expect.stringMatching(/^dead_/),
      consumer: 'spec-take',
      event: notificationEvents.failed.subject,
      reason: expect.stringContaining('nobody understands a2'),
      attempts: 1,
      at: expect.any(String),
      text: expect.stringContaining('"deliveryId":"a2"'),
    },
  ]);
});

it('keeps a bug of ours after eight tries', async () => {
  let tries = 0;
  world.refuse = (id) => {
    if (id !== 'a0') return;
    tries++;
    throw new TypeError('cannot read properties of undefined');
  };
  await world.tell(['a0', 'a1']);
  world.run();
  expect(await world.untilTaken(1)).toEqual(['a1']);

  expect(await listed()).toMatchObject([{ attempts: 8, reason: 'TypeError: cannot read properties of undefined' }]);
  // once with the other one beside it
  expect(tries).toBe(9);
});

it.each([
  ['no JSON', 'plain text with a NUL \0 in it'],
  ['no such event', '{"deliveryId":7}'],
])('keeps a message that is %s, with all that it says', async (_what, text) => {
  world.run();
  await world.tell(['before']);
  await world.untilTaken(1);
  const h = headers();
  h.set('ce-id', 'broken');
  const js = await world.broker.jetstream();
  await js.publish(notificationEvents.failed.subject, text, { headers: h });
  await world.tell(['after']);

  expect(await world.untilTaken(2)).toEqual(['before', 'after']);
  expect(await lettersUntil(1)).toMatchObject([{ text: text.replace('\0', '\\u0000'), attempts: 1 }]);
});

describe('a replay', () => {
  const mended = () => undefined;
  const broken = (): never => {
    throw new DomainError('invalid', 'nobody understands it');
  };
  const aDeadLetter = async (): Promise<string> => {
    world.refuse = broken;
    world.run();
    await world.tell(['a']);
    const [letter] = await lettersUntil(1);
    return letter?.id ?? '';
  };

  it('lets the event take effect once, and the dead letter goes', async () => {
    const id = await aDeadLetter();
    world.refuse = mended;
    const replays = await Promise.allSettled([world.letters.replay(id), world.letters.replay(id)]);

    expect(replays.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await world.taken()).toEqual(['a']);
    expect(await listed()).toEqual([]);
    await expect(world.letters.replay(id)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('tells the reason where it fails again, and counts it', async () => {
    const id = await aDeadLetter();
    world.refuse = () => {
      throw new Error('still broken');
    };

    await expect(world.letters.replay(id)).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('still broken'),
    });
    expect(await listed()).toMatchObject([{ id, attempts: 2, reason: 'Error: still broken' }]);
    expect(await world.taken()).toEqual([]);
  });

  it('changes nothing where Postgres cannot take it now', async () => {
    const id = await aDeadLetter();
    world.refuse = () => {
      throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
    };

    await expect(world.letters.replay(id)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await listed()).toMatchObject([{ id, attempts: 1 }]);
  });

  it('is not needed of what was deleted, which stays away when NATS is wiped', async () => {
    const id = await aDeadLetter();
    world.refuse = mended;
    expect(await world.letters.delete(id)).toMatchObject({ id, consumer: 'spec-take' });
    await world.nats.stop();
    world.nats.wipe();
    await world.nats.start();
    await world.tell(['b']);

    expect(await world.untilTaken(1)).toEqual(['b']);
    await expect(world.letters.delete(id)).rejects.toMatchObject({ kind: 'not-found' });
  });
});

it('lists as many as fit into one answer, and the rest from there', async () => {
  await world.database.query(
    `insert into dead_letter (id, consumer, event_id, subject, data, correlation_id, reason)
     select 'dead_' || lpad(n::text, 3, '0'), case when n % 2 = 0 then 'even' else 'odd' end, n::text, 's', repeat('x', 60000), '', 'r'
     from generate_series(1, 20) n`,
  );
  const seen: string[] = [];
  for (let before: string | null = null, end = false; !end;) {
    const page = await world.letters.list({ limit: 200, before });
    seen.push(...page.items.map(({ id }) => id));
    expect(page.items.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(700_000);
    before = page.items.at(-1)?.id ?? null;
    end = page.end;
  }
  expect(seen).toHaveLength(20);
  expect(seen).toEqual(seen.toSorted().toReversed());
  const odd = await world.letters.list({ consumer: 'odd', limit: 200, before: 'dead_004' });
  expect(odd.items.map(({ id }) => id)).toEqual(['dead_003', 'dead_001']);
  expect(await world.letters.backlog()).toEqual(
    expect.arrayContaining([
      { consumer: 'even', deadLetters: 10, lagSeconds: 0 },
      { consumer: 'spec-take', deadLetters: 0, lagSeconds: 0 },
    ]),
  );
});

it('tells whether what had happened by an instant has taken effect', async () => {
  // nobody knows before the first look
  expect(await world.consumer.isBehind(new Date(0))).toBe(true);
  world.run();
  await world.tell(['a']);
  await world.untilTaken(1);
  await eventually(async () => !(await world.consumer.isBehind(new Date())));
  // the next event may happen within the same millisecond
  const before = new Date(Date.now() - 1);
  let locked = true;
  world.refuse = () => {
    if (locked) throw new DomainError('unavailable', 'The configuration has not arrived yet.');
  };
  await world.tell(['b']);
  await eventually(() => world.consumer.isBehind(new Date()));
  expect(await world.consumer.isBehind(before)).toBe(false);
  expect(await world.anotherConsumer().isBehind(new Date())).toBe(true);
  // after more than a minute in which nothing came; and who has asked for a minute waits no longer
  const now = Date.now();
  const spy = jest.spyOn(Date, 'now').mockReturnValue(now + 61_000);
  const answers = [];
  for (const consumer of [world.consumer, world.anotherConsumer()])
    for (const asked of [now + 60_000, now]) answers.push(await consumer.isBehind(new Date(asked)));
  spy.mockRestore();
  expect(answers).toEqual([true, false, true, false]);
  locked = false;
  await world.untilTaken(2);
  await eventually(async () => !(await world.consumer.isBehind(new Date())));
});

it('tells how long the oldest event has waited for its effect, and 0 once none does', async () => {
  world.run();
  await world.tell(['a']);
  await world.untilTaken(1);
  await eventually(async () => (await world.consumer.lagSeconds()) === 0);
  let locked = true;
  world.refuse = () => {
    if (locked) throw new DomainError('unavailable', 'The configuration has not arrived yet.');
  };
  await world.tell(['b']);
  await eventually(async () => (await world.consumer.lagSeconds()) > 0.3);
  // another instance, which does not consume, tells it too
  expect(await world.anotherConsumer().lagSeconds()).toBeGreaterThan(0);
  locked = false;
  await world.untilTaken(2);
  await eventually(async () => (await world.consumer.lagSeconds()) === 0);
});
