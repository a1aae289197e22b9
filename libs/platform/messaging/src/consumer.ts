import { setTimeout as wait } from 'node:timers/promises';
import { type EventContract, streamOf } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { type Database, isPostgresUnavailable, type Sql } from '@ringdown/platform-persistence';
import { counter, durations, type Logger, withCorrelation } from '@ringdown/platform-telemetry';
import { AckPolicy, type ConsumerMessages, DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { Broker } from './broker.js';
import { fromHeaders } from './headers.js';
import type { FactOf, Reaction } from './reaction.js';
import { Seat } from './seat.js';

const batchSize = 256;
const maxTries = 8;

const handled = counter('facts_handled_total', 'Facts that took effect', ['consumer']);
const parked = counter('facts_parked_total', 'Facts parked as failed for good', ['consumer']);
const age = durations('fact_age', 'Seconds from a fact to its effect', ['consumer']);

type Fact = FactOf<EventContract>;

/** Runs one reaction: inbox rows, effect and outbox in one transaction, then the acknowledgement. */
export class Consumer {
  private readonly seat: Seat;
  private readonly queue: JsMsg[] = [];
  private stopped = false;
  private running: Promise<void> | null = null;
  private messages: ConsumerMessages | null = null;
  private arrived: () => void = () => undefined;

  constructor(
    private readonly reaction: Reaction,
    private readonly database: Database,
    private readonly broker: Broker,
    private readonly logger: Logger,
  ) {
    const { url, schema } = database.options;
    this.seat = new Seat({ url, schema, name: reaction.durable, logger }, () => this.messages?.stop());
    // What was under way when the connection broke was given out, but never arrived.
    broker.whenReconnected(() => this.messages?.stop());
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.messages?.stop();
    this.arrived();
    await this.running;
    await this.seat.leave();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        if (await this.seat.take()) await this.follow();
        else await this.pause(1000);
      } catch (error) {
        this.logger.warn({ err: error, consumer: this.reaction.durable }, 'consuming was interrupted; starting again');
        await this.pause(500);
      }
    }
  }

  private async follow(): Promise<void> {
    await this.broker.ensureStreams();
    const js = await this.broker.jetstream();
    const consumer = await js.consumers.get(await this.ensureDurable(), this.reaction.durable);
    this.queue.length = 0;
    this.messages = await consumer.consume({
      max_messages: batchSize * 2,
      abort_on_missing_resource: true,
      callback: (message) => {
        this.queue.push(message);
        this.arrived();
      },
    });
    let ended = false;
    void this.messages.closed().finally(() => {
      ended = true;
      this.arrived();
    });
    while (!this.stopped && !ended && this.seat.held) {
      if (this.queue.length === 0) await new Promise<void>((resolve) => (this.arrived = resolve));
      else await this.take(this.queue.splice(0, batchSize));
    }
    this.messages.stop();
  }

  private async ensureDurable(): Promise<string> {
    const { durable, events } = this.reaction;
    const subjects = events.map((e) => e.subject);
    const stream = streamOf(subjects[0] ?? '');
    if (subjects.some((subject) => streamOf(subject) !== stream)) throw new Error(`${durable} spans streams`);
    const manager = await this.broker.manager();
    // one subject, or all of the context: several filters need a newer server than Debian's
    const filter = subjects.length === 1 ? (subjects[0] ?? '') : `${stream.toLowerCase()}.>`;
    const found = await manager.consumers.info(stream, durable).catch(() => null);
    if (found?.num_ack_pending === 0 && found.config.filter_subject === filter) return stream;
    // What was given out and never acknowledged would come again only after ack_wait, behind newer facts: out of order.
    // Begin again at the first of it; the inbox knows what has taken effect.
    if (found) await manager.consumers.delete(stream, durable);
    const start = found
      ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: found.ack_floor.stream_seq + 1 }
      : { deliver_policy: DeliverPolicy.All };
    await manager.consumers.add(stream, {
      durable_name: durable,
      filter_subject: filter,
      ack_policy: AckPolicy.Explicit,
      ...start,
      ack_wait: nanos(60_000),
      max_ack_pending: batchSize * 4,
      max_deliver: -1,
    });
    return stream;
  }

  private async take(messages: readonly JsMsg[]): Promise<void> {
    const wanted = messages.filter((m) => this.reaction.events.some((e) => e.subject === m.subject));
    // stopped before it took effect: it comes again to whoever takes the seat
    if (!(await this.applyWithPatience(wanted))) return;
    for (const message of messages) message.ack();
  }

  /** False where it was stopped before everything had taken effect or was parked. */
  private async applyWithPatience(messages: readonly JsMsg[]): Promise<boolean> {
    for (let attempt = 1; messages.length > 0 && !this.stopped; attempt++) {
      try {
        await this.apply(messages.map((m) => this.parse(m)));
        return true;
      } catch (error) {
        if (!isPostgresUnavailable(error)) {
          if (messages.length > 1) return this.applyOneByOne(messages);
          if (messages[0] && failsForGood(error, attempt)) return this.park(messages[0], error);
        }
        this.logger.warn({ err: error, consumer: this.reaction.durable, attempt }, 'a fact could not take effect yet');
        for (const message of messages) message.working();
        await this.pause(Math.min(5000, 100 * 2 ** attempt));
      }
    }
    return messages.length === 0;
  }

  /** Finds the one that fails: those beside it must not wait for it. */
  private async applyOneByOne(messages: readonly JsMsg[]): Promise<boolean> {
    for (const message of messages) if (!(await this.applyWithPatience([message]))) return false;
    return true;
  }

  private async apply(facts: readonly Fact[]): Promise<void> {
    const { durable } = this.reaction;
    const { fresh, after } = await this.database.transaction(async (tx) => {
      const fresh = await this.notSeenBefore(tx, facts);
      if (fresh.length === 0) return { fresh, after: undefined };
      const after = await withCorrelation(oneCorrelation(fresh), () => this.reaction.handle(tx, fresh));
      return { fresh, after };
    });
    handled.inc({ consumer: durable }, fresh.length);
    for (const { envelope } of fresh)
      age.observe({ consumer: durable }, (Date.now() - Date.parse(envelope.occurredAt)) / 1000);
    if (after) await withCorrelation(oneCorrelation(fresh), async () => after());
  }

  private async notSeenBefore(tx: Sql, facts: readonly Fact[]): Promise<readonly Fact[]> {
    const rows = await tx.query<{ event_id: string }>(
      'insert into inbox (consumer, event_id) select $1, unnest($2::text[]) on conflict do nothing returning event_id',
      [this.reaction.durable, [...new Set(facts.map((f) => f.envelope.id))]],
    );
    const fresh = new Set(rows.map((row) => row.event_id));
    return facts.filter((f) => fresh.delete(f.envelope.id));
  }

  private parse(message: JsMsg): Fact {
    const event = this.reaction.events.find((e) => e.subject === message.subject);
    const parsed = event?.schema.safeParse(message.json());
    if (!parsed?.success) throw new DomainError('invalid', `not a ${message.subject}: ${String(parsed?.error)}`);
    return { subject: message.subject, data: parsed.data, envelope: fromHeaders(message.headers) };
  }

  private async park(message: JsMsg, error: unknown): Promise<true> {
    const { durable } = this.reaction;
    const envelope = fromHeaders(message.headers);
    await this.database.query(
      `insert into parked (consumer, event_id, subject, data, correlation_id, reason) values ($1, $2, $3, $4::json, $5, $6)
       on conflict do nothing`,
      [durable, envelope.id, message.subject, message.string(), envelope.correlationId, String(error)],
    );
    parked.inc({ consumer: durable });
    this.logger.error({ err: error, consumer: durable, event: envelope.id }, 'parked a fact that failed for good');
    return true;
  }

  private pause(ms: number): Promise<void> {
    return this.stopped ? Promise.resolve() : wait(ms);
  }
}

/** The id under which a batch runs: that of its one cause. Facts of several causes carry theirs in their envelopes. */
function oneCorrelation(facts: readonly Fact[]): string | undefined {
  const [first, ...others] = new Set(facts.map((f) => f.envelope.correlationId));
  return others.length === 0 ? first : undefined;
}

/** A bug and a bad message look alike from here, so what is not plainly bad is tried again before it is parked. */
const failsForGood = (error: unknown, attempt: number): boolean =>
  (error instanceof DomainError && error.kind === 'invalid') || attempt >= maxTries;
