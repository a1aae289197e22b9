import { outboxReading, type OutboxAnswer, type OutboxReadRequest } from '@ringdown/contracts';
import type { Database } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { type ArrivedEvent, ofOutbox } from './arrived-event.js';
import type { Broker } from './broker.js';
import { streamOfHandler } from './durable.js';
import type { EventHandler } from './event-handler.js';

const pageSize = 1000;
const answerWithinMs = 2000;

/** The owner of the events does not answer now: whoever follows its stream goes on, and asks it again later. */
export class OwnerUnavailable extends Error {}

interface Range {
  readonly from: string;
  readonly upTo: string;
}

interface Parts {
  readonly handler: EventHandler;
  readonly database: Database;
  readonly broker: Broker;
  readonly logger: Logger;
  readonly apply: (events: readonly ArrivedEvent[]) => Promise<boolean>;
}

/**
 * Brings what NATS has lost, wiped or rolled back: compares the owner's outbox with our own inbox, newest first, and lets what is
 * missing take effect in the order of the outbox. Events are published and consumed in order, so what is missing is the end of the
 * outbox but for a batch of disorder: the first whole page of which everything is known ends the search. However many events there
 * are, one that is new waits for one page.
 */
export class CatchUp {
  constructor(private readonly parts: Parts) {}

  /**
   * True once all that had happened when it began has taken effect. False where the stream knows events that are older than the
   * outbox, and we none of either: then those of the stream come first.
   * @throws OwnerUnavailable
   */
  async run(streamBegan: Date | null): Promise<boolean> {
    const missing = await this.missing(streamBegan);
    if (missing === 'older in the stream') return false;
    return missing === null || this.fill(missing);
  }

  private async missing(streamBegan: Date | null): Promise<Range | null | 'older in the stream'> {
    const newest = await this.page(null);
    const [last] = newest.events;
    if (!last || !newest.firstUnknown) return null;
    const upTo = last[0];
    if (newest.unknown === newest.events.length) {
      const all = await this.all(upTo, streamBegan);
      if (all) return all;
    }
    let from = newest.firstUnknown;
    for (let page = newest; page.events.length === pageSize && page.firstUnknown; from = page.firstUnknown ?? from) {
      page = await this.page(page.events.at(-1)?.[0] ?? null);
    }
    return { from, upTo };
  }

  /** Newest first; `firstUnknown` is the sequence of the oldest that we do not know. */
  private async page(before: string | null) {
    const { events } = await this.ask({ what: 'newest', subjects: this.subjects, before, limit: pageSize });
    const unknown = await this.unknown(events.map(([, id]) => id));
    return { events, unknown: unknown.size, firstUnknown: events.findLast(([, id]) => unknown.has(id))?.[0] };
  }

  /** Where the oldest event is unknown too, no page has to be looked at. */
  private async all(upTo: string, streamBegan: Date | null): Promise<Range | null | 'older in the stream'> {
    const { event } = await this.ask({ what: 'oldest', subjects: this.subjects });
    if (!event || !(await this.unknown([event.id])).has(event.id)) return null;
    if (streamBegan && streamBegan < new Date(event.occurredAt)) return 'older in the stream';
    return { from: event.sequence, upTo };
  }

  private async fill({ from, upTo }: Range): Promise<boolean> {
    const { logger, handler, apply } = this.parts;
    logger.warn(
      { consumer: handler.durable, from, upTo },
      'events are missing; reading them from the outbox of their owner',
    );
    for (let next = from; ;) {
      const { events, end } = await this.ask({ what: 'range', subjects: this.subjects, from: next, upTo });
      if (!(await apply(events.map(ofOutbox)))) return false;
      const last = events.at(-1);
      if (end || !last) return true;
      next = String(BigInt(last[0]) + 1n);
    }
  }

  private async unknown(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { database, handler } = this.parts;
    const rows = await database.query<{ id: string }>(
      `select id from unnest($2::text[]) as asked(id)
       where not exists (select from inbox where consumer = $1 and event_id = asked.id)`,
      [handler.durable, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  private get subjects(): string[] {
    return this.parts.handler.events.map(({ subject }) => subject);
  }

  private async ask<What extends OutboxReadRequest['what']>(
    request: Extract<OutboxReadRequest, { what: What }>,
  ): Promise<Extract<OutboxAnswer, { what: What }>> {
    const { subject, reply } = outboxReading(streamOfHandler(this.parts.handler));
    const { broker } = this.parts;
    const connection = await broker.connected();
    const message = await broker
      .answerOf(connection.request(subject, JSON.stringify(request), { timeout: answerWithinMs }))
      .catch((error: unknown) => {
        throw new OwnerUnavailable(`nobody answers ${subject}: ${String(error)}`, { cause: error });
      });
    const { data: answer, error } = reply.safeParse(message.json());
    if (!answer) throw new OwnerUnavailable(`${subject} answered what this version does not know`, { cause: error });
    if (answer.what === 'unavailable') throw new OwnerUnavailable(`${subject}: ${answer.reason}`);
    if (answer.what !== request.what) throw new OwnerUnavailable(`${subject} answered something else`);
    return answer as Extract<OutboxAnswer, { what: What }>;
  }
}
