import { randomBytes } from 'node:crypto';
import type { Settings } from '@ringdown/platform-config';
import { createLogger } from '@ringdown/platform-telemetry';
import { cuttableProxy, eventually, testRedis } from '@ringdown/testkit';
import { type TryCounter, TryCounters } from './try-counters.js';

const installation = randomBytes(16).toString('hex');
const opened: TryCounters[] = [];
afterAll(() => opened.forEach((counters) => counters.onApplicationShutdown()));

const at = (seconds: number): Date => new Date(Date.parse('2026-01-05T09:00:00.000Z') + seconds * 1000);
const limit = { name: 'test', forgetsOneInMs: 6000, most: 3 };

function anInstance({ redisUrl = testRedis(), secretKey = installation } = {}) {
  const settings = { redisUrl, secretKey } as Pick<Settings, 'redisUrl' | 'secretKey'> as Settings;
  const counters = new TryCounters(settings, createLogger('control', 'silent'));
  opened.push(counters);
  return counters.counter(limit);
}

/** Instances that have all reached Redis: until then each counts alone, and a first connection takes its time on a busy machine. */
async function instances(count: number) {
  const made = Array.from({ length: count }, () => anInstance());
  await eventually(async () => {
    const key = randomBytes(8).toString('hex');
    for (const [n, instance] of made.entries()) expect(await instance.add(key, at(0))).toBe(n + 1);
  });
  return made as [TryCounter, TryCounter, TryCounter];
}

it('counts the same for all instances, and says how long it takes until one is forgotten', async () => {
  const [one, other] = await instances(2);
  expect([await one.admit('a', at(0)), await other.admit('a', at(0)), await one.admit('a', at(0))]).toEqual([0, 0, 0]);
  expect(await other.admit('a', at(0))).toBe(6000);
  expect(await one.admit('a', at(5))).toBe(1000);
  expect(await one.admit('b', at(5))).toBe(0);
  expect(await other.admit('a', at(6))).toBe(0);
  expect(await one.admit('a', at(6))).toBe(6000);
  // a clock that is behind forgets nothing, and remembers no more for it
  expect(await other.admit('a', at(0))).toBe(6000);
});

it('counts up to the most that it remembers, and not what is taken back', async () => {
  const [one, other] = await instances(2);
  const counted: number[] = [];
  for (let n = 0; n < 5; n += 1) counted.push(await (n % 2 ? one : other).add('c', at(0)));
  expect(counted).toEqual([1, 2, 3, 3, 3]);
  expect(await one.add('c', at(18))).toBe(1);
  for (let n = 0; n < 10; n += 1) {
    expect(await one.admit('d', at(0))).toBe(0);
    await other.takeBack('d', at(0));
  }
});

it('admits exactly so many of those that try at the same time', async () => {
  const all = await instances(3);
  const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => (all[n % 3] as TryCounter).admit('e', at(0))));
  expect(answers.filter((ms) => ms === 0)).toHaveLength(3);
});

it('shares no counts with another installation on the same Redis', async () => {
  const [own, foreign] = [anInstance(), anInstance({ secretKey: randomBytes(16).toString('hex') })];
  for (let n = 0; n < 3; n += 1) await own.admit('f', at(0));
  expect(await own.admit('f', at(0))).toBeGreaterThan(0);
  expect(await foreign.admit('f', at(0))).toBe(0);
});

it.each(['cut', 'silence'] as const)(
  'counts in memory while Redis is unavailable (%s), and shares again after',
  async (how) => {
    const proxy = await cuttableProxy(testRedis());
    const [far, near] = [anInstance({ redisUrl: proxy.url }), anInstance()];
    expect(await far.add(how, at(0))).toBe(1);
    proxy[how]();
    const begun = performance.now();
    expect([1, 2, 3].map(() => 0)).toEqual([
      await far.admit(how, at(0)),
      await far.admit(how, at(0)),
      await far.admit(how, at(0)),
    ]);
    expect(await far.admit(how, at(0))).toBe(6000);
    // only the first of them waits for Redis
    expect(performance.now() - begun).toBeLessThan(2000);
    proxy.mend();
    await eventually(async () => {
      const key = randomBytes(8).toString('hex');
      await far.add(key, at(0));
      expect(await near.add(key, at(0))).toBe(2);
    });
    await proxy.close();
  },
);
