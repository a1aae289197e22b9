import { Injectable } from '@nestjs/common';
import { Database } from '@ringdown/platform-persistence';
import type { ClaimedDelivery } from './delivery.js';

/** Longer than a try can take, with the time to write down what came of it. */
export const leaseMs = 60_000;

export type Claim =
  | { readonly type: 'mine'; readonly delivery: ClaimedDelivery }
  | { readonly type: 'later'; readonly at: Date }
  /** Done, being sent by somebody else, or waiting for an earlier message about the same thing. */
  | { readonly type: 'not-mine' };

interface ClaimedRow {
  readonly id: string;
  readonly channel_id: string;
  readonly thing: string;
  readonly fact: unknown;
  readonly fact_id: string;
  readonly fact_at: Date;
  readonly correlation_id: string;
  readonly attempts: number;
  readonly tries: number;
  readonly give_up_at: Date;
}

/** One earlier message of the same channel about the same thing is still to be sent. */
const isBlocked = `exists (select 1 from delivery e where e.channel_id = d.channel_id and e.thing = d.thing
                            and e.status = 'pending' and e.sequence < d.sequence)`;
const isFree = `d.status = 'pending' and d.next_attempt_at <= $1 and (d.leased_until is null or d.leased_until <= $1)
                and not ${isBlocked}`;

/** Who may send what now: of any number of workers exactly one gets a delivery, for the time of a lease. */
@Injectable()
export class DeliveryClaims {
  constructor(private readonly database: Database) {}

  async claim(id: string, now: Date): Promise<Claim> {
    const [row] = await this.database.query<ClaimedRow>(
      `update delivery d set leased_until = $3, attempts = attempts + 1, tries = tries + 1
       where d.id = $2 and ${isFree}
       returning id, channel_id, thing, fact, fact_id, fact_at, correlation_id, attempts, tries, give_up_at`,
      [now, id, new Date(now.getTime() + leaseMs)],
    );
    if (row) return { type: 'mine', delivery: toClaimed(row) };
    const [pending] = await this.database.query<{ next_attempt_at: Date }>(
      `select next_attempt_at from delivery where id = $1 and status = 'pending' and next_attempt_at > $2`,
      [id, now],
    );
    return pending ? { type: 'later', at: pending.next_attempt_at } : { type: 'not-mine' };
  }

  async makeDue(channelId: string, now: Date): Promise<void> {
    await this.database.query(
      `update delivery set next_attempt_at = $2 where channel_id = $1 and status = 'pending' and next_attempt_at > $2`,
      [channelId, now],
    );
  }

  /** What could be sent now, the longest due first. */
  async due(now: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select id from delivery d where ${isFree} order by next_attempt_at, sequence limit $2`,
      [now, limit],
    );
    return rows.map((row) => row.id);
  }
}

const toClaimed = (row: ClaimedRow): ClaimedDelivery => ({
  id: row.id,
  channelId: row.channel_id,
  thing: row.thing,
  fact: row.fact,
  eventId: row.fact_id,
  factAt: row.fact_at,
  correlationId: row.correlation_id,
  attempts: row.attempts,
  tries: row.tries,
  giveUpAt: row.give_up_at,
});
