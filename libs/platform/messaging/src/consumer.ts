import { acquireAgainMs, type Database, LeaderLock } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { Loop } from '@ringdown/platform-timers';
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { ApplyEvents, largestBatch } from './apply-events.js';
import { ofMessage } from './arrived-event.js';
import type { Broker } from './broker.js';
import { CatchUp, OwnerUnavailable } from './catch-up.js';
import { ensureDurable, lookAtPlace, streamOfHandler } from './durable.js';
import { Lag } from './lag.js';
import type { EventHandler } from './event-handler.js';

const repeatCatchUpMs = 2000;
/** A consumer that has taken nothing for so long is stuck: nobody waits for what it has yet to take. */
const stuckMs = 60_000;
/** Well below the durable's ack_wait. */
const stillWorkingMs = 15_000;

/** Follows a stream for one event handler: reads what the stream has lost, then takes what comes. */
export class Consumer {
  private readonly leaderLock: LeaderLock;
  private readonly applying: ApplyEvents;
  private readonly catchUp: CatchUp;
  private readonly lag: Lag;
  private readonly queue: JsMsg[] = [];
  private readonly loop: Loop;
  private messages: ConsumerMessages | null = null;
  private reconnects = 0;
  /** What waits in the stream is not known yet. */
  private hasYetToLook = true;
  /** When it last took something, or was made; epoch milliseconds. */
  private tookAt = Date.now();
  private arrived: () => void = () => undefined;

  constructor(
    private readonly handler: EventHandler,
    database: Database,
    private readonly broker: Broker,
    private readonly logger: Logger,
  ) {
    const { url, schema } = database.options;
    this.leaderLock = new LeaderLock({ url, schema, name: handler.durable, logger }, () => this.messages?.stop());
    this.loop = new Loop(() => this.followIfLeader(), { retryMs: 500, onFailure: (error) => this.failed(error) });
    this.lag = new Lag('consumers', handler.durable);
    this.applying = new ApplyEvents({
      handler,
      database,
      logger,
      mayGoOn: () => !this.loop.isStopped && this.leaderLock.isHeld,
      onTry: ({ envelope }) => this.lag.waitsSince(envelope.occurredAt),
    });
    this.catchUp = new CatchUp({ handler, database, broker, logger, apply: (events) => this.applying.apply(events) });
    // What was under way when the connection broke was given out, but never arrived; and what came back may have lost messages.
    broker.whenReconnected(() => {
      this.reconnects++;
      this.messages?.stop();
    });
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    const stopped = this.loop.stop();
    this.messages?.stop();
    this.arrived();
    await stopped;
    await this.leaderLock.release();
  }

  /** The age of the oldest event that has not taken effect; of what another instance consumes, the time since it last took one. */
  async lagSeconds(): Promise<number> {
    if (this.leaderLock.isHeld) return this.lag.seconds;
    const manager = await this.broker.manager();
    const { durable } = this.handler;
    const info = await manager.consumers.info(streamOfHandler(this.handler), durable);
    if (info.num_pending + info.num_ack_pending === 0) return 0;
    return Math.max(0, (Date.now() - Date.parse(String(info.ack_floor.last_active ?? info.created))) / 1000);
  }

  /**
   * Whether an event that had happened by `instant` may have yet to take effect; not of a consumer that has taken nothing for a
   * minute since then. How long nothing had come before it says nothing.
   */
  async isBehind(instant: Date): Promise<boolean> {
    const isStuck = (tookAt: number): boolean => Date.now() - Math.max(tookAt, instant.getTime()) >= stuckMs;
    if (this.leaderLock.isHeld) return (this.hasYetToLook || this.lag.reaches(instant)) && !isStuck(this.tookAt);
    try {
      const manager = await this.broker.manager();
      const info = await manager.consumers.info(streamOfHandler(this.handler), this.handler.durable);
      if (info.num_pending + info.num_ack_pending === 0) return false;
      return !isStuck(Date.parse(String(info.ack_floor.last_active ?? info.created)));
    } catch {
      return !isStuck(this.tookAt);
    }
  }

  private async followIfLeader(): Promise<number> {
    if (await this.leaderLock.acquire()) {
      await this.follow();
      return 0;
    }
    this.lag.waitsSince(null);
    return acquireAgainMs;
  }

  private failed(error: unknown): void {
    this.lag.isUnknown();
    this.logger.warn({ err: error, consumer: this.handler.durable }, 'consuming was interrupted; starting again');
  }

  private async follow(): Promise<void> {
    const { handler, broker, reconnects } = this;
    this.hasYetToLook = true;
    await broker.ensureStreams();
    const place = await lookAtPlace(broker, handler);
    const caughtUp = await this.catchUpNow(place.firstAt);
    await ensureDurable(broker, handler, place, caughtUp);
    const { consumers } = await broker.jetstream();
    const consumer = await broker.answerOf(consumers.get(place.stream, handler.durable));
    const { num_pending: pending } = await broker.answerOf(consumer.info());
    if (caughtUp && pending === 0) this.lag.waitsSince(null);
    this.hasYetToLook = pending > 0;
    this.queue.length = 0;
    const messages = (this.messages = await broker.answerOf(
      consumer.consume({
        max_messages: largestBatch * 2,
        abort_on_missing_resource: true,
        callback: (message) => {
          this.queue.push(message);
          this.arrived();
        },
      }),
    ));
    let ended = false;
    void messages.closed().finally(() => {
      ended = true;
      this.arrived();
    });
    const isOver = (): boolean =>
      this.loop.isStopped || ended || !this.leaderLock.isHeld || this.reconnects !== reconnects;
    const unread = async (): Promise<Date | null> => {
      const { num_pending, num_ack_pending } = await broker.answerOf(consumer.info());
      return num_pending + num_ack_pending > 0 ? place.firstAt : null;
    };
    const repeating = caughtUp ? Promise.resolve() : this.repeatCatchUp(unread, isOver);
    while (!isOver()) {
      if (this.queue.length === 0) await new Promise<void>((resolve) => (this.arrived = resolve));
      else await this.take(this.queue.splice(0, largestBatch));
    }
    messages.stop();
    await repeating;
  }

  private async catchUpNow(streamBegan: Date | null): Promise<boolean> {
    try {
      return await this.catchUp.run(streamBegan);
    } catch (error) {
      if (!(error instanceof OwnerUnavailable)) throw error;
      this.logger.debug({ err: error, consumer: this.handler.durable }, 'what the stream may lack cannot be read yet');
      return false;
    }
  }

  /** Beside what comes from the stream, until there is nothing missing. `unread` tells when what waits in the stream began. */
  private async repeatCatchUp(unread: () => Promise<Date | null>, isOver: () => boolean): Promise<void> {
    for (let waited = 0; !isOver(); waited += 100) {
      await this.loop.pause(100);
      if (waited < repeatCatchUpMs || isOver()) continue;
      waited = 0;
      try {
        if (await this.catchUpNow(await unread())) return;
      } catch (error) {
        this.logger.warn(
          { err: error, consumer: this.handler.durable },
          'what the stream lacks could not be read; trying again',
        );
      }
    }
  }

  private async take(messages: readonly JsMsg[]): Promise<void> {
    const wanted = messages.filter((m) => this.handler.events.some((e) => e.subject === m.subject));
    // what waits for long would be given out again, behind newer messages
    const working = setInterval(() => [...messages, ...this.queue].forEach((m) => m.working()), stillWorkingMs);
    const done = await this.applying.apply(wanted.map(ofMessage)).finally(() => clearInterval(working));
    // stopped before it took effect: it comes again to the instance that acquires the leader lock
    if (!done) return;
    for (const message of messages) message.ack();
    this.tookAt = Date.now();
    this.hasYetToLook = false;
    const last = messages.at(-1);
    // what has not come over the wire yet is younger than what has
    const next = this.queue[0] ?? (last && last.info.pending > 0 ? last : undefined);
    this.lag.waitsSince(next ? ofMessage(next).envelope.occurredAt : null);
  }
}
