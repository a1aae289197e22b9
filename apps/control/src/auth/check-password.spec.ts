import { Clock, TooMany } from '@ringdown/kernel';
import { CheckPassword } from './check-password.js';
import type { CredentialRepository } from './credential.repository.js';
import type { FailedTries } from './failed-tries.js';
import { SlowAnswers } from './slow-answers.js';
import { MemoryTryCounter, TryCounters } from './try-counters.js';

class StoppedClock extends Clock {
  ms = Date.parse('2026-01-05T09:00:00.000Z');
  now(): Date {
    return new Date(this.ms);
  }
}

const answers = <T>(value: T): Promise<T> => Promise.resolve(value);

/** As while Redis is unavailable. */
const countersInMemory = {
  counter: ({ forgetsOneInMs, most }) => {
    const memory = new MemoryTryCounter(forgetsOneInMs, most);
    return {
      admit: (key, now) => answers(memory.admit(key, now)),
      add: (key, now) => answers(memory.add(key, now)),
      takeBack: (key, now) => answers(memory.takeBack(key, now)),
    };
  },
} as Pick<TryCounters, 'counter'> as TryCounters;

/** Everybody's password is `right`; answers are not held back but noted. */
function aCheck() {
  const clock = new StoppedClock();
  const held: number[] = [];
  const passwords = { isRight: (_userId, password) => Promise.resolve(password === 'right') } as Pick<
    CredentialRepository,
    'isRight'
  > as CredentialRepository;
  const failedTries = { record: () => Promise.resolve() } as Pick<FailedTries, 'record'> as FailedTries;
  const slowAnswers = new SlowAnswers(200, (ms) => Promise.resolve(held.push(ms)));
  const check = new CheckPassword(passwords, slowAnswers, failedTries, clock, countersInMemory);
  const attempt = async (ip: string, name: string, password = 'wrong') => {
    try {
      return await check.isRight(password, { action: 'sign-in failed', userId: null, name, ip }, null);
    } catch (error) {
      if (error instanceof TooMany) return error.retryAfterSeconds;
      throw error;
    }
  };
  return { clock, held, attempt };
}

it('refuses an address that fails ten times at one account, and no other address and account', async () => {
  const { clock, attempt } = aCheck();
  for (let n = 0; n < 10; n += 1) expect(await attempt('203.0.113.7', 'a@x.example')).toBe(false);
  expect(await attempt('203.0.113.7', 'A@x.example', 'right')).toBe(6);
  expect(await attempt('203.0.113.7', 'b@x.example', 'right')).toBe(true);
  expect(await attempt('203.0.113.8', 'a@x.example', 'right')).toBe(true);
  clock.ms += 6000;
  expect(await attempt('203.0.113.7', 'a@x.example', 'right')).toBe(true);
});

it('refuses an address that tries one account after the other', async () => {
  const { attempt } = aCheck();
  for (let n = 0; n < 100; n += 1) expect(await attempt('203.0.113.7', `person${n}@x.example`)).toBe(false);
  expect(await attempt('203.0.113.7', 'another@x.example')).toBe(1);
  expect(await attempt('203.0.113.8', 'another@x.example', 'right')).toBe(true);
});

it('slows down an account that a thousand addresses try, and lets its owner in from wherever', async () => {
  const { held, attempt } = aCheck();
  const addresses = Array.from({ length: 1000 }, (_, n) => `198.51.${n >> 8}.${n & 255}`);
  const answers = await Promise.all(addresses.map((address) => attempt(address, 'a@x.example')));
  expect(new Set(answers)).toEqual(new Set([false]));
  expect(held.slice(0, 6)).toEqual([250, 500, 1000, 2000, 4000, 4000]);
  expect(held).toHaveLength(997);
  expect(await attempt('192.0.2.1', 'a@x.example', 'right')).toBe(true);
  expect(held.at(-1)).toBe(4000);
  // nor is anybody else slower for it
  held.length = 0;
  expect(await attempt('192.0.2.1', 'b@x.example', 'right')).toBe(true);
  expect(held).toEqual([]);
});

it('forgets an attack ten minutes after its end', async () => {
  const { clock, held, attempt } = aCheck();
  for (let n = 0; n < 50; n += 1) await attempt(`198.51.100.${n}`, 'a@x.example');
  held.length = 0;
  clock.ms += 10 * 60_000;
  expect(await attempt('192.0.2.1', 'a@x.example', 'right')).toBe(true);
  expect(held).toEqual([]);
});
