import { setTimeout as wait } from 'node:timers/promises';
import type { EventContract } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import {
  type Database,
  isFaultOfCredentials,
  isTooMuchForPostgres,
  isTransient,
  type Sql,
} from '@ringdown/platform-persistence';
import { counter, durations, type Logger, withCorrelation } from '@ringdown/platform-telemetry';
import { Mutex } from 'async-mutex';
import { type ArrivedEvent, readEvent, reasonOf } from './arrived-event.js';
import { addDeadLetter } from './dead-letter-table.js';
import type { EventOf, EventHandler } from './event-handler.js';

export const largestBatch = 256;
const maxTries = 8;

const handled = counter('events_handled_total', 'Events that took effect', ['consumer']);
const deadLetters = counter('dead_letters_total', 'Events that their consumer can never take', ['consumer']);
const age = durations('event_age', 'Seconds from an event to its effect', ['consumer']);

type Event = EventOf<EventContract>;

interface Parts {
  readonly handler: EventHandler;
  readonly database: Database;
  readonly logger: Logger;
  /** False once somebody else is to go on, or nobody. */
  readonly mayGoOn: () => boolean;
  /** Hears what is tried next, before each try. */
  readonly onTry: (oldest: ArrivedEvent) => void;
}

/**
 * Lets events take effect once and in order: inbox rows, effect and outbox in one transaction. What may succeed later is tried for
 * ever; only what can never succeed becomes a dead letter.
 */
export class ApplyEvents {
  /** How many are tried at once: fewer after a failure, more after a success. */
  private size = largestBatch;
  private readonly mutex = new Mutex();

  constructor(private readonly parts: Parts) {}

  /** False where it may not go on before all of them had taken effect or become dead letters. */
  apply(events: readonly ArrivedEvent[]): Promise<boolean> {
    return this.mutex.runExclusive(async () => {
      for (let next = 0; next < events.length;) {
        const done = await this.insist(events.slice(next, next + this.size));
        if (done === 0) return false;
        next += done;
        this.size = Math.min(largestBatch, Math.ceil(this.size * 1.25) + 1);
      }
      return true;
    });
  }

  /** Tries until the first of the events, and as many behind it as it can take, are done with: answers how many. 0: it may not go on. */
  private async insist(events: readonly ArrivedEvent[]): Promise<number> {
    const { handler, logger, mayGoOn, onTry } = this.parts;
    const consumer = handler.durable;
    let batch = events;
    for (let tries = 1, waits = 1; mayGoOn();) {
      if (batch[0]) onTry(batch[0]);
      try {
        await this.takeEffect(batch);
        return batch.length;
      } catch (error) {
        if (mayPass(error)) {
          logger.warn({ err: error, consumer, events: batch.length }, 'events could not take effect yet; trying again');
          if (isTooMuchForPostgres(error)) batch = this.firstHalf(batch);
          await this.pause(Math.min(1000, 50 * 2 ** waits++));
        } else if (batch.length > 1) {
          // finds the one that fails: those beside it must not wait for it
          batch = this.firstHalf(batch);
        } else if (batch[0] && (isRefused(error) || tries >= maxTries)) {
          if (await this.giveUp(batch[0], error, tries)) return 1;
        } else {
          logger.warn({ err: error, consumer, tries }, 'an event failed; trying again');
          await this.pause(Math.min(5000, 100 * 2 ** tries++));
        }
      }
    }
    return 0;
  }

  private firstHalf(batch: readonly ArrivedEvent[]): readonly ArrivedEvent[] {
    this.size = Math.max(1, Math.floor(batch.length / 2));
    return batch.slice(0, this.size);
  }

  private async takeEffect(arrived: readonly ArrivedEvent[]): Promise<void> {
    const { handler, database, logger } = this.parts;
    const events = arrived.map((event) => readEvent(handler, event));
    const { fresh, after } = await database.transaction(async (tx) => {
      const fresh = await this.notSeenBefore(tx, events);
      if (fresh.length === 0) return { fresh, after: undefined };
      const after = await withCorrelation(oneCorrelation(fresh), () => handler.handle(tx, fresh));
      return { fresh, after };
    });
    handled.inc({ consumer: handler.durable }, fresh.length);
    for (const { envelope } of fresh)
      age.observe({ consumer: handler.durable }, (Date.now() - Date.parse(envelope.occurredAt)) / 1000);
    if (!after) return;
    await withCorrelation(oneCorrelation(fresh), async () => after()).catch((error: unknown) =>
      logger.warn({ err: error, consumer: handler.durable }, 'what follows an effect failed; a sweep makes up for it'),
    );
  }

  private async notSeenBefore(tx: Sql, events: readonly Event[]): Promise<readonly Event[]> {
    const fresh = new Set(
      await noteInInbox(
        tx,
        this.parts.handler.durable,
        events.map((e) => e.envelope.id),
      ),
    );
    return events.filter((e) => fresh.delete(e.envelope.id));
  }

  /** False where even that could not be written down: nothing is forgotten, it is tried again. */
  private async giveUp(event: ArrivedEvent, error: unknown, attempts: number): Promise<boolean> {
    const { handler, database, logger } = this.parts;
    const consumer = handler.durable;
    const { id } = event.envelope;
    try {
      await database.transaction(async (tx) => {
        if ((await noteInInbox(tx, consumer, [id])).length === 0) return;
        await addDeadLetter(tx, { consumer, event, reason: reasonOf(error), attempts });
      });
    } catch (failure) {
      logger.error({ err: failure, consumer, event: id }, 'a dead letter could not be written down; trying again');
      await this.pause(1000);
      return false;
    }
    deadLetters.inc({ consumer });
    logger.error({ err: error, consumer, event: id }, 'an event can never take effect; it is kept as a dead letter');
    return true;
  }

  private pause(ms: number): Promise<void> {
    return this.parts.mayGoOn() ? wait(ms) : Promise.resolve();
  }
}

/** Answers those that were not there yet. */
export async function noteInInbox(tx: Sql, consumer: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ event_id: string }>(
    'insert into inbox (consumer, event_id) select $1, unnest($2::text[]) on conflict do nothing returning event_id',
    [consumer, [...new Set(ids)]],
  );
  return rows.map((row) => row.event_id);
}

/** The id under which a batch runs: that of its one cause. Events of several causes carry theirs in their envelopes. */
function oneCorrelation(events: readonly Event[]): string | undefined {
  const [first, ...others] = new Set(events.map((e) => e.envelope.correlationId));
  return others.length === 0 ? first : undefined;
}

/** True when the event is not at fault: Postgres cannot take it now, or does not know us, or something that it needs is not there yet. */
export const mayPass = (error: unknown): boolean =>
  isTransient(error) || isFaultOfCredentials(error) || (error instanceof DomainError && error.kind === 'unavailable');

/** A bug and a bad event look alike from here, so what is not plainly refused is tried again before it becomes a dead letter. */
const isRefused = (error: unknown): boolean => error instanceof DomainError && error.kind === 'invalid';
