import { createHmac } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import { Redis } from 'ioredis';
import ipaddr from 'ipaddr.js';

interface Level {
  readonly tries: number;
  readonly at: number;
}

/**
 * Counts tries by key in the memory of one instance, and forgets one of them in every `forgetsOneInMs`. Bounded: when there are too
 * many keys, those that were tried least go first, so that a flood of other keys does not make it forget the one under attack.
 */
export class MemoryTryCounter {
  private readonly levels = new Map<string, Level>();

  constructor(
    private readonly forgetsOneInMs: number,
    private readonly most: number,
    private readonly mostKeys = 10_000,
  ) {}

  /** Counts one try where that is within the limit. Answers 0, else the milliseconds until it would be. */
  admit(key: string, now: Date): number {
    const excess = this.tries(key, now) + 1 - this.most;
    if (excess > 0) return Math.ceil(excess * this.forgetsOneInMs);
    this.add(key, now);
    return 0;
  }

  /** Counts one try, up to the most that is remembered. Answers how many there are. */
  add(key: string, now: Date): number {
    const tries = Math.min(this.most, this.tries(key, now) + 1);
    this.levels.set(key, { tries, at: now.getTime() });
    if (this.levels.size > this.mostKeys) this.forgetTheLeast(now);
    return tries;
  }

  /** That try was none. */
  takeBack(key: string, now: Date): void {
    this.levels.set(key, { tries: Math.max(0, this.tries(key, now) - 1), at: now.getTime() });
  }

  private tries(key: string, now: Date): number {
    const { tries, at } = this.levels.get(key) ?? { tries: 0, at: 0 };
    return Math.max(0, tries - (now.getTime() - at) / this.forgetsOneInMs);
  }

  /** Half of the keys at once, so that it is seldom. */
  private forgetTheLeast(now: Date): void {
    const rising = [...this.levels.keys()].map((key) => ({ key, tries: this.tries(key, now) }));
    rising.sort((a, b) => a.tries - b.tries);
    for (const { key } of rising.slice(0, Math.ceil(rising.length / 2))) this.levels.delete(key);
  }
}

/**
 * Counts tries by key, the same for all instances of control: the counts are in Redis. While Redis is unavailable each instance counts
 * in its own memory, so that nobody waits for it and guessing stays limited.
 */
export interface TryCounter {
  /** Counts one try where that is within the limit. Answers 0, else the milliseconds until it would be. */
  admit(key: string, now: Date): Promise<number>;
  /** Counts one try, up to the most that is remembered. Answers how many there are. */
  add(key: string, now: Date): Promise<number>;
  /** That try was none. */
  takeBack(key: string, now: Date): Promise<void>;
}

interface TryLimit {
  /** Under which name the counts are kept. */
  readonly name: string;
  /** Milliseconds after which one try is forgotten. */
  readonly forgetsOneInMs: number;
  readonly most: number;
}

/** How long a try waits for Redis, and for how long Redis is left alone after it did not answer. */
const commandTimeoutMs = 500;
const pauseMs = 2000;

/** One command to Redis for each try: what a level has come to by now, and what this try makes of it. Keys go once they are empty. */
const countTry = `
  local level = redis.call('HMGET', KEYS[1], 'tries', 'at')
  local now, forgetsOneInMs, most, step = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
  local passed = math.max(0, now - (tonumber(level[2]) or now))
  local tries = math.max(0, (tonumber(level[1]) or 0) - passed / forgetsOneInMs)
  if ARGV[5] == 'admit' and tries + 1 > most then
    return tostring(-math.ceil((tries + 1 - most) * forgetsOneInMs))
  end
  tries = math.max(0, math.min(most, tries + step))
  redis.call('HSET', KEYS[1], 'tries', string.format('%.17g', tries), 'at', ARGV[1])
  redis.call('PEXPIRE', KEYS[1], math.max(1, math.ceil(tries * forgetsOneInMs)))
  return string.format('%.17g', tries)
`;

/** Hands out the counters of this instance. */
@Injectable()
export class TryCounters implements OnApplicationShutdown {
  private readonly redis: Redis;
  /** When (performance.now) Redis is tried again; null while it answers. */
  private unavailableUntil: number | null = null;

  constructor(
    private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.redis = new Redis(settings.redisUrl, {
      maxRetriesPerRequest: 1,
      connectTimeout: 3000,
      commandTimeout: commandTimeoutMs,
      retryStrategy: (times) => Math.min(100 * times, 1000),
    });
    this.redis.on('error', () => undefined);
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  counter({ name, forgetsOneInMs, most }: TryLimit): TryCounter {
    const memory = new MemoryTryCounter(forgetsOneInMs, most);
    const inRedis = async (key: string, now: Date, step: 1 | -1, mode: 'admit' | 'add'): Promise<number> => {
      const place = `ringdown:tries:${name}:${this.hashOf(key)}`;
      return Number(await this.redis.eval(countTry, 1, place, now.getTime(), forgetsOneInMs, most, step, mode));
    };
    return {
      admit: (key, now) =>
        this.shared(
          async () => Math.max(0, -(await inRedis(key, now, 1, 'admit'))),
          () => memory.admit(key, now),
        ),
      add: (key, now) =>
        this.shared(
          () => inRedis(key, now, 1, 'add'),
          () => memory.add(key, now),
        ),
      takeBack: (key, now) =>
        this.shared(
          async () => void (await inRedis(key, now, -1, 'add')),
          () => memory.takeBack(key, now),
        ),
    };
  }

  private async shared<T>(inRedis: () => Promise<T>, inMemory: () => T): Promise<T> {
    if (this.unavailableUntil !== null && performance.now() < this.unavailableUntil) return inMemory();
    try {
      const counted = await inRedis();
      this.unavailableUntil = null;
      return counted;
    } catch (error) {
      if (this.unavailableUntil === null) {
        this.logger.warn({ reason: String(error) }, 'Redis is unavailable; this instance counts failed sign-ins alone');
      }
      this.unavailableUntil = performance.now() + pauseMs;
      // TCP hopes for a quarter of an hour that a peer which fell silent comes back
      if (this.redis.status === 'ready') this.redis.disconnect(true);
      return inMemory();
    }
  }

  /** Keyed, so that Redis holds no e-mail address, and two installations on one Redis share no counts. */
  private hashOf(key: string): string {
    return createHmac('sha256', this.settings.secretKey).update(`tries ${key}`).digest('base64url');
  }
}

/** Whose an address is, as far as one can know: an IPv4 address, or the /64 of an IPv6 one, of which a single machine has all. */
export function addressBlock(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
