import { counter, currentCorrelation, durations, type Logger, withCorrelation } from '@ringdown/platform-telemetry';
import type { BeforeApplicationShutdown, OnApplicationShutdown } from '@nestjs/common';
import { DelayedError, type Job, Queue, Worker } from 'bullmq';
import { Redis, ReplyError } from 'ioredis';
import type { z } from 'zod';

/** One kind of timer: what it carries, and what it is for. A service lists its kinds in one catalogue. */
export interface TimerContract<Schema extends z.ZodType = z.ZodType> {
  readonly data: Schema;
  /** What it is for, e.g. `call_x.1`: one timer at most is armed for one key. No colon (BullMQ). */
  key(data: z.infer<Schema>): string;
}

export const timer = <Schema extends z.ZodType>(contract: TimerContract<Schema>): TimerContract<Schema> => contract;

export type TimerCatalogue = Readonly<Record<string, TimerContract>>;
export type TimerData<C extends TimerCatalogue, N extends keyof C> = z.infer<C[N]['data']>;

/** What a firing may ask for: to be called again at an instant. */
export interface FireAgain {
  readonly againAt: Date;
}

/** One handler for every timer of the catalogue: forgetting one does not compile. Firing twice must change nothing. */
export type TimerHandlers<C extends TimerCatalogue> = {
  readonly [N in keyof C]: (data: TimerData<C, N>) => Promise<FireAgain | void>;
};

interface JobData {
  readonly data: unknown;
  readonly dueAt: number;
  readonly correlationId?: string;
}

interface TimersOptions {
  readonly redisUrl: string;
  readonly service: string;
  readonly logger: Logger;
  /** Hears that Redis does not let us in. */
  readonly onRefused?: (reason: string, wasLetIn: boolean) => void;
}

const pingMs = 2000;
/** A busy machine answers one late. */
const pingsMissed = 2;
/** How long a write that Redis did not take counts as its state. */
const refusedWriteMs = 30_000;

const fired = counter('timers_fired_total', 'Timers that fired', ['timer']);
const lost = counter('timers_not_armed_total', 'Timers that Redis did not take; the sweep will do them', ['timer']);
const lateness = durations('timer_lateness', 'Seconds from the due instant to the firing', ['timer']);

/**
 * Timers of one service as BullMQ jobs. A doorbell, not the truth: each has its deadline in Postgres too, where a sweep
 * finds what Redis forgot. Arming never throws and never waits long.
 */
export class Timers<C extends TimerCatalogue> implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly producer: Redis;
  private readonly queue: Queue;
  private wasLetIn = false;
  private trouble: string | null = null;
  private refusedWrite: { readonly reason: string; readonly since: number } | null = null;
  private worker: { worker: Worker; connection: Redis } | null = null;

  constructor(
    private readonly catalogue: C,
    private readonly options: TimersOptions,
  ) {
    this.producer = this.connect({ maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 1000 });
    this.queue = new Queue(this.queueName, { connection: this.producer, skipVersionCheck: true });
    this.queue.on('error', () => undefined);
  }

  get up(): boolean {
    return this.producer.status === 'ready';
  }

  /** Why timers are late; null when all is well. */
  get problem(): string | null {
    if (!this.up) return this.trouble ?? 'Redis does not answer';
    const { refusedWrite } = this;
    return refusedWrite && performance.now() - refusedWrite.since < refusedWriteMs ? refusedWrite.reason : null;
  }

  /** Fires at `at` (at once when past). While a timer of the same key is armed, nothing happens. */
  async arm<N extends keyof C & string>(name: N, data: TimerData<C, N>, at: Date): Promise<void> {
    const contract = this.catalogue[name];
    if (!contract) throw new Error(`no timer ${name}`);
    const correlation = currentCorrelation();
    const job: JobData = { data, dueAt: at.getTime(), ...(correlation ? { correlationId: correlation } : {}) };
    try {
      // BullMQ waits for a first connection without end.
      if (!this.up) throw new Error('Redis is unavailable');
      await this.queue.add(name, job, {
        jobId: `${name}.${contract.key(data)}`,
        delay: Math.max(0, at.getTime() - Date.now()),
        removeOnComplete: true,
        removeOnFail: true,
        attempts: 5,
        backoff: { type: 'exponential', delay: 200 },
      });
      this.refusedWrite = null;
    } catch (error) {
      if (error instanceof ReplyError) this.refusedWrite = { reason: String(error), since: performance.now() };
      lost.inc({ timer: name });
      this.options.logger.warn(
        { timer: name, reason: String(error) },
        'a timer could not be armed; the sweep will do it',
      );
    }
  }

  /** Like `arm`, for a timer that may be armed for another instant: only the new one stands. */
  async rearm<N extends keyof C & string>(name: N, data: TimerData<C, N>, at: Date): Promise<void> {
    if (this.up) await this.disarm(name, data);
    await this.arm(name, data, at);
  }

  async disarm<N extends keyof C & string>(name: N, data: TimerData<C, N>): Promise<void> {
    const contract = this.catalogue[name];
    await this.queue.remove(`${name}.${contract?.key(data)}`).catch(() => undefined);
  }

  /** Starts to fire; `concurrency` handlers at a time. */
  listen(handlers: TimerHandlers<C>, concurrency = 50): void {
    const connection = this.connect({ maxRetriesPerRequest: null });
    const worker = new Worker(this.queueName, (job, token) => this.fire(handlers, job, token), {
      connection,
      concurrency,
      skipVersionCheck: true,
    });
    worker.on('error', (error) => this.options.logger.debug({ err: error }, 'timer worker'));
    worker.on('failed', (job, error) => this.options.logger.warn({ err: error, timer: job?.name }, 'a timer failed'));
    this.worker = { worker, connection };
  }

  /** What fires now is finished; nothing fires after it. */
  async beforeApplicationShutdown(): Promise<void> {
    // With Redis unavailable there is nothing to hand back, and BullMQ would wait for it.
    await this.worker?.worker.close(this.worker.connection.status !== 'ready').catch(() => undefined);
    this.worker?.connection.disconnect();
  }

  /** After the last request and the last sweep, which may still arm timers. */
  async onApplicationShutdown(): Promise<void> {
    if (!this.up) this.producer.disconnect();
    await this.queue.close().catch(() => undefined);
    this.producer.disconnect();
  }

  private get queueName(): string {
    return `ringdown-${this.options.service}`;
  }

  private connect(options: object): Redis {
    const redis = new Redis(this.options.redisUrl, {
      ...options,
      connectTimeout: 3000,
      retryStrategy: (times) => Math.min(100 * times, 1000),
      // a primary that became a replica: the address may lead to the new primary by now
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
    });
    redis.on('error', (error) => this.meet(error));
    redis.on('ready', () => {
      this.trouble = null;
      this.wasLetIn = true;
    });
    dialAnewWhenSilent(redis);
    return redis;
  }

  private meet(error: Error): void {
    const trouble = String(error);
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    this.options.logger.warn({ reason: trouble }, 'Redis is unavailable; the sweep does the timers');
    if (/WRONGPASS|NOAUTH|NOPERM|invalid password/.test(trouble))
      this.options.onRefused?.(error.message, this.wasLetIn);
  }

  private async fire(handlers: TimerHandlers<C>, job: Job, token: string | undefined): Promise<void> {
    const { data, dueAt, correlationId } = job.data as JobData;
    const contract = this.catalogue[job.name];
    const handler = handlers[job.name as keyof C];
    if (!contract || !handler) throw new Error(`no handler for timer ${job.name}`);
    lateness.observe({ timer: job.name }, Math.max(0, Date.now() - dueAt) / 1000);
    fired.inc({ timer: job.name });
    const parsed = contract.data.parse(data) as TimerData<C, keyof C>;
    const again = await withCorrelation(correlationId, () => handler(parsed));
    if (!again) return;
    await job.updateData({ ...(job.data as JobData), dueAt: again.againAt.getTime() });
    await job.moveToDelayed(again.againAt.getTime(), token);
    throw new DelayedError();
  }
}

/** TCP hopes for a quarter of an hour that a peer which fell silent comes back; two pings without an answer are enough for us. */
function dialAnewWhenSilent(redis: Redis): void {
  let missed = 0;
  const beat = setInterval(() => {
    if (redis.status !== 'ready' && redis.status !== 'connect') return;
    if (missed >= pingsMissed) redis.disconnect(true);
    missed += 1;
    redis.ping().then(
      () => (missed = 0),
      () => undefined,
    );
  }, pingMs);
  beat.unref();
  redis.on('close', () => (missed = 0));
  redis.on('end', () => clearInterval(beat));
}
