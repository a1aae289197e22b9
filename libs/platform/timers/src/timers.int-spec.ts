import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createLogger, currentCorrelation, withCorrelation } from '@ringdown/platform-telemetry';
import { eventually, testRedis, uniquePrefix } from '@ringdown/testkit';
import { z } from 'zod';
import { timer, Timers } from './timers.js';

const catalogue = {
  ring: timer({
    data: z.object({ callId: z.string(), attempt: z.number().int() }),
    key: (d) => `${d.callId}.${d.attempt}`,
  }),
  fetch: timer({ data: z.object({ deliveryId: z.string() }), key: (d) => d.deliveryId }),
};
type Catalogue = typeof catalogue;

interface Firing {
  readonly what: string;
  readonly at: number;
  readonly correlation: string | undefined;
}

const logger = createLogger('timers-spec', 'silent');
const made: Timers<Catalogue>[] = [];
let service = '';
let firings: Firing[] = [];
/** The handler asks once to be fired again so much later; `wanted` is the instant that it named. */
let againAfterMs: number | undefined;
let wanted = 0;

beforeEach(() => {
  service = uniquePrefix('timers');
  firings = [];
  againAfterMs = undefined;
});
afterEach(async () => {
  for (const timers of made.splice(0)) await stopped(timers);
});

const timersAt = (redisUrl = testRedis()): Timers<Catalogue> => {
  const timers = new Timers(catalogue, { redisUrl, service, logger });
  made.push(timers);
  return timers;
};
const up = async (redisUrl?: string): Promise<Timers<Catalogue>> => {
  const timers = timersAt(redisUrl);
  await eventually(() => timers.up);
  return timers;
};
/** As an application stops them. */
const stopped = async (timers: Timers<Catalogue>): Promise<void> => {
  await timers.beforeApplicationShutdown();
  await timers.onApplicationShutdown();
};
const note = (what: string): void => {
  firings.push({ what, at: Date.now(), correlation: currentCorrelation() });
};
const listen = (timers: Timers<Catalogue>): void =>
  timers.listen({
    ring: async ({ callId, attempt }) => note(`${callId}.${attempt}`),
    fetch: async ({ deliveryId }) => {
      note(deliveryId);
      if (againAfterMs === undefined) return undefined;
      const againAt = soon(againAfterMs);
      againAfterMs = undefined;
      wanted = againAt.getTime();
      return { againAt };
    },
  });
const fired = (count: number): Promise<Firing[]> =>
  eventually(() => {
    if (firings.length < count) throw new Error(`${firings.length} of ${count}`);
    return firings;
  });
const soon = (ms: number): Date => new Date(Date.now() + ms);

it('fires at its instant and not before, with the id of the work that armed it', async () => {
  const timers = await up();
  listen(timers);
  const [first, second] = [soon(300), soon(600)];
  await withCorrelation('about-call_2', () => timers.arm('ring', { callId: 'call_2', attempt: 1 }, second));
  await withCorrelation('about-call_1', () => timers.arm('ring', { callId: 'call_1', attempt: 1 }, first));

  const all = await fired(2);
  // on a slow machine both are due before they are armed, and fire in any order
  const [one, two] = ['call_1.1', 'call_2.1'].map((what) => all.find((firing) => firing.what === what));
  expect([one?.correlation, two?.correlation]).toEqual(['about-call_1', 'about-call_2']);
  expect(one?.at).toBeGreaterThanOrEqual(first.getTime() - 2);
  expect(two?.at).toBeGreaterThanOrEqual(second.getTime() - 2);
});

it('fires at once what is overdue, also where nobody listened when it was armed', async () => {
  const timers = await up();
  await timers.arm('ring', { callId: 'call_1', attempt: 1 }, new Date(Date.now() - 60_000));
  listen(await up());

  expect((await fired(1)).map((f) => f.what)).toEqual(['call_1.1']);
});

it('fires once for one key, however often and by however many instances it was armed', async () => {
  const [one, other] = [await up(), await up()];
  const at = soon(200);
  for (const timers of [one, other, one, other]) await timers.arm('ring', { callId: 'call_1', attempt: 1 }, at);
  await one.arm('ring', { callId: 'call_1', attempt: 2 }, soon(500));
  listen(one);
  listen(other);

  // on a slow machine both are due before anybody listens
  expect((await fired(2)).map((f) => f.what).sort()).toEqual(['call_1.1', 'call_1.2']);
});

it('is moved where it is armed anew for another instant', async () => {
  const timers = await up();
  listen(timers);
  const ring = { callId: 'call_1', attempt: 1 };
  await timers.arm('ring', ring, soon(3_600_000));
  await timers.rearm('ring', ring, soon(100));
  expect((await fired(1)).map((f) => f.what)).toEqual(['call_1.1']);
});

it('may be armed again once it has fired, and does not fire when disarmed', async () => {
  const timers = await up();
  listen(timers);
  await timers.arm('fetch', { deliveryId: 'dlv_1' }, soon(0));
  await fired(1);
  // the key is free a moment after the handler is done
  await eventually(async () => {
    await timers.arm('fetch', { deliveryId: 'dlv_1' }, soon(0));
    return firings.length > 1;
  });

  firings = [];
  await timers.arm('fetch', { deliveryId: 'dlv_2' }, soon(2000));
  await timers.disarm('fetch', { deliveryId: 'dlv_2' });
  await timers.arm('fetch', { deliveryId: 'dlv_3' }, soon(2200));
  await eventually(() => firings.some((f) => f.what === 'dlv_3'));
  expect(firings.map((f) => f.what)).not.toContain('dlv_2');
});

it('fires again when the handler asks for it, not before the instant it named', async () => {
  const timers = await up();
  listen(timers);
  againAfterMs = 400;
  await withCorrelation('about-dlv_1', () => timers.arm('fetch', { deliveryId: 'dlv_1' }, soon(0)));

  const [one, two] = await fired(2);
  expect(one?.at).toBeLessThanOrEqual(wanted);
  expect(two?.at).toBeGreaterThanOrEqual(wanted - 2);
  expect(two).toMatchObject({ what: 'dlv_1', correlation: 'about-dlv_1' });
});

it('hands no handler what is not of its kind, and goes on with the others', async () => {
  const timers = await up();
  listen(timers);
  await timers.arm('ring', { callId: 'call_1' } as never, soon(0));
  await timers.arm('ring', { callId: 'call_2', attempt: 1 }, soon(100));

  await eventually(() => firings.some((f) => f.what === 'call_2.1'));
  expect(firings.map((f) => f.what)).toEqual(['call_2.1']);
});

it('tries a handler again that failed', async () => {
  const timers = await up();
  let tries = 0;
  timers.listen({
    ring: async () => {
      tries++;
      if (tries < 3) throw new Error('Postgres is unavailable');
      note('done');
    },
    fetch: async () => undefined,
  });
  await timers.arm('ring', { callId: 'call_1', attempt: 1 }, soon(0));

  await fired(1);
  expect(tries).toBe(3);
});

/** A TCP proxy to Redis that the spec can shut, or leave open with nobody answering behind it. */
class TcpProxy {
  readonly sockets = new Set<Socket>();
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<TcpProxy> {
    const redis = new URL(testRedis());
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const proxy = new TcpProxy(
      server,
      Object.assign(new URL(redis), { hostname: '127.0.0.1', port: String(port) }).href,
    );
    server.on('connection', (socket) => {
      const onward = connect(Number(redis.port || 6379), redis.hostname);
      proxy.sockets.add(socket).add(onward);
      socket.on('error', () => onward.destroy()).on('close', () => onward.destroy());
      onward.on('error', () => socket.destroy()).on('close', () => socket.destroy());
      socket.pipe(onward).pipe(socket);
    });
    return proxy;
  }

  fallSilent(): void {
    for (const socket of this.sockets) socket.unpipe().resume();
  }

  async shut(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}

/** A Redis that says nothing is waited for so long; who knows that it is unavailable does not wait at all. */
const commandTimeoutMs = 1000;
const longestWaitMs = 10 * commandTimeoutMs;

const elapsed = async (work: Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work;
  return performance.now() - begun;
};

it('arming neither throws nor waits long where Redis is not there, or is there and says nothing', async () => {
  const proxy = await TcpProxy.open();
  const timers = await up(proxy.url);
  const arm = (): Promise<void> => timers.arm('ring', { callId: 'call_1', attempt: 1 }, soon(0));
  proxy.fallSilent();
  expect(await elapsed(arm())).toBeLessThan(longestWaitMs);

  await proxy.shut();
  await eventually(() => !timers.up);
  expect(await elapsed(arm())).toBeLessThan(commandTimeoutMs);
  const unconnected = timersAt(proxy.url);
  expect(await elapsed(unconnected.arm('fetch', { deliveryId: 'dlv_1' }, soon(0)))).toBeLessThan(commandTimeoutMs);
  for (const unreachable of made.splice(0)) expect(await elapsed(stopped(unreachable))).toBeLessThan(longestWaitMs);
});

it('still arms for requests that are being finished when it fires no more', async () => {
  const stopping = await up();
  listen(stopping);
  await stopping.beforeApplicationShutdown();
  await stopping.arm('ring', { callId: 'call_1', attempt: 1 }, soon(0));
  expect(firings).toEqual([]);
  listen(await up());
  expect(await fired(1)).toMatchObject([{ what: 'call_1.1' }]);
});

it('fires again once Redis is back', async () => {
  const proxy = await TcpProxy.open();
  try {
    const timers = await up(proxy.url);
    listen(timers);
    await timers.arm('ring', { callId: 'call_1', attempt: 1 }, soon(0));
    await fired(1);
    for (const socket of proxy.sockets) socket.destroy();
    await eventually(async () => {
      await timers.arm('ring', { callId: 'call_1', attempt: 2 }, soon(0));
      return firings.some((f) => f.what === 'call_1.2');
    });
    for (const one of made.splice(0)) await stopped(one);
  } finally {
    await proxy.shut();
  }
});
