import { type ConsumerBacklog, type DeadLetterAnswer } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import type { Database, Transaction } from '@ringdown/platform-persistence';
import { observedGauge, type Logger, withCorrelation } from '@ringdown/platform-telemetry';
import { mayPass, noteInInbox } from './apply-events.js';
import { type ArrivedEvent, readEvent, reasonOf } from './arrived-event.js';
import { type DeadLetterRow, eventOf } from './dead-letter-table.js';
import type { AfterCommit, EventHandler } from './event-handler.js';

const mostBytes = 256 * 1024;
const replayWithinMs = 2000;
const countAgainMs = 15_000;

/** Lets the event take effect in the transaction in which its dead letter goes. */
export type Replay = (tx: Transaction, event: ArrivedEvent) => Promise<void | AfterCommit>;

interface Served {
  readonly replay: Replay;
  readonly lagSeconds: () => number | Promise<number>;
  readonly isBehind: (instant: Date) => Promise<boolean>;
}

export interface DeadLetterPage {
  readonly items: DeadLetterAnswer[];
  readonly end: boolean;
}

const known = new Map<string, DeadLetters>();

observedGauge('dead_letters', { help: 'Dead letters that wait to be replayed or deleted', label: 'consumer' }, () =>
  [...known.values()].flatMap((letters) => [...letters.waiting]),
);

/** The dead letters of one service: listed, replayed once whatever was wrong is mended, or deleted. */
export class DeadLetters {
  private readonly served = new Map<string, Served>();
  private counts: ReadonlyMap<string, number> = new Map();
  private countedAt = 0;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
  ) {
    known.set(database.schema, this);
  }

  /** From now on dead letters of this consumer can be replayed. `place` tells how far behind it is; without it, it never is. */
  serve(consumer: string, replay: Replay, place: Partial<Omit<Served, 'replay'>> = {}): void {
    this.served.set(consumer, { replay, lagSeconds: () => 0, isBehind: () => Promise.resolve(false), ...place });
  }

  /** Whether an event that had happened by `instant` may have yet to be taken by this consumer. */
  async isBehind(consumer: string, instant: Date): Promise<boolean> {
    return (await this.served.get(consumer)?.isBehind(instant)) ?? false;
  }

  /** How many there are of each consumer, as counted some seconds ago: Postgres must not keep who asks waiting. */
  get waiting(): ReadonlyMap<string, number> {
    if (Date.now() - this.countedAt > countAgainMs) void this.count().catch(() => undefined);
    return this.counts;
  }

  /** Newest first, as many as fit into one answer. */
  async list(query: { consumer?: string | undefined; limit: number; before: string | null }): Promise<DeadLetterPage> {
    const rows = await this.database.query<DeadLetterRow & { total: string }>(
      `select * from (
         select id, consumer, subject, reason, attempts, failed_at, count(*) over () as total,
           case when octet_length(data) > ${mostBytes} then left(data, ${mostBytes / 4}) || '…' else data end as data,
           sum(least(octet_length(data), ${mostBytes}) + 500) over (order by id collate "C" desc) as bytes
         from dead_letter where ($1::text is null or consumer = $1) and ($2::text is null or id collate "C" < $2)
         order by id collate "C" desc limit $3
       ) page where bytes <= ${2 * mostBytes} order by id collate "C" desc`,
      [query.consumer ?? null, query.before, query.limit],
    );
    return { items: rows.map(shown), end: rows.length === Number(rows[0]?.total ?? 0) };
  }

  async backlog(): Promise<ConsumerBacklog['consumers']> {
    await this.count();
    const names = new Set([...this.served.keys(), ...this.counts.keys()]);
    return Promise.all(
      [...names].map(async (consumer) => ({
        consumer,
        deadLetters: this.counts.get(consumer) ?? 0,
        lagSeconds: await this.lagOf(consumer),
      })),
    );
  }

  /** @throws DomainError `conflict` with the reason where it fails again, `unavailable` where it could not be tried. */
  async replay(id: string): Promise<DeadLetterAnswer> {
    const letter = await this.find(id);
    const replay = this.served.get(letter.consumer)?.replay;
    if (!replay)
      throw new DomainError('conflict', `There is no consumer ${letter.consumer} any more. Delete the dead letter.`);
    const after = await this.database
      .transaction(async (tx) => {
        await tx.query(`set local statement_timeout = ${replayWithinMs}`);
        const [row] = await tx.query<DeadLetterRow>('delete from dead_letter where id = $1 returning *', [id]);
        if (!row) throw new Gone(id);
        return withCorrelation(row.correlation_id, () => replay(tx, eventOf(row)));
      })
      .catch((error: unknown) => this.failedAgain(letter, error));
    this.logger.info({ consumer: letter.consumer, event: letter.event_id }, 'a dead letter was replayed');
    if (after) await withCorrelation(letter.correlation_id, async () => after());
    return shown(letter);
  }

  async delete(id: string): Promise<DeadLetterAnswer> {
    const [row] = await this.database.query<DeadLetterRow>('delete from dead_letter where id = $1 returning *', [id]);
    if (!row) throw new Gone(id);
    this.logger.warn({ consumer: row.consumer, event: row.event_id }, 'a dead letter was deleted');
    return shown(row);
  }

  private async failedAgain(letter: DeadLetterRow, error: unknown): Promise<never> {
    if (error instanceof Gone) throw error;
    if (mayPass(error)) throw new DomainError('unavailable', `It could not be tried now: ${String(error)}. Try again.`);
    this.logger.warn(
      { err: error, consumer: letter.consumer, event: letter.event_id },
      'a replayed dead letter failed again',
    );
    const reason = reasonOf(error).replaceAll('\0', '\\u0000');
    await this.database.query(
      'update dead_letter set reason = $2, attempts = attempts + 1, failed_at = now() where id = $1',
      [letter.id, reason],
    );
    throw new DomainError('conflict', `It failed again: ${reason}`);
  }

  private async find(id: string): Promise<DeadLetterRow> {
    const [row] = await this.database.query<DeadLetterRow>('select * from dead_letter where id = $1', [id]);
    if (!row) throw new Gone(id);
    return row;
  }

  private async lagOf(consumer: string): Promise<number | null> {
    try {
      return (await this.served.get(consumer)?.lagSeconds()) ?? 0;
    } catch {
      return null;
    }
  }

  private async count(): Promise<void> {
    this.countedAt = Date.now();
    const rows = await this.database.query<{ consumer: string; count: string }>(
      'select consumer, count(*) as count from dead_letter group by consumer',
    );
    this.counts = new Map(rows.map(({ consumer, count }) => [consumer, Number(count)]));
  }
}

/** An event handler takes the event as it would have taken it from the stream. */
export const replayOf =
  (handler: EventHandler): Replay =>
  async (tx, event) => {
    const read = readEvent(handler, event);
    // it is there since the event became a dead letter, unless a previous version kept it
    await noteInInbox(tx, handler.durable, [event.envelope.id]);
    return handler.handle(tx, [read]);
  };

class Gone extends DomainError {
  constructor(id: string) {
    super('not-found', `There is no dead letter ${id}.`);
  }
}

const shown = (row: DeadLetterRow): DeadLetterAnswer => ({
  id: row.id,
  consumer: row.consumer,
  event: row.subject,
  reason: row.reason,
  attempts: row.attempts,
  at: row.failed_at.toISOString(),
  text: row.data,
});
