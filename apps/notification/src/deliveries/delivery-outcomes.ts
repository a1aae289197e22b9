import { Injectable } from '@nestjs/common';
import { notificationEvents } from '@ringdown/contracts';
import { appendToOutbox, outboxEvent, type OutboxEvent } from '@ringdown/platform-messaging';
import { Database, type Sql } from '@ringdown/platform-persistence';
import { silentUntil } from './channel-pace.js';
import type { ArmedDelivery, ClaimedDelivery } from './delivery.js';
import type { NextStep } from './next-step.js';

const statuses = { delivered: 'delivered', again: 'pending', failed: 'failed' } as const;

/** Writes down what came of a try, with the fact that tells it, in one transaction. */
@Injectable()
export class DeliveryOutcomes {
  constructor(private readonly database: Database) {}

  /** False where the delivery is no longer this worker's: its lease ran out and somebody else took over. */
  settle(delivery: ClaimedDelivery, step: NextStep, now: Date): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [row] = await tx.query(
        `update delivery set status = $3, last_error = $4, delivered_at = $5,
                             next_attempt_at = coalesce($6, next_attempt_at), leased_until = null
         where id = $1 and attempts = $2 and status = 'pending' returning id`,
        [
          delivery.id,
          delivery.attempts,
          statuses[step.type],
          step.type === 'delivered' ? null : step.reason,
          step.type === 'delivered' ? now : null,
          step.type === 'again' ? step.at : null,
        ],
      );
      if (row) await appendToOutbox(tx, this.database.schema, factsOf(delivery, step, now));
      return row !== undefined;
    });
  }

  /**
   * The other side asked for silence: everything that waits for this channel is moved behind `until`, one a second, in its
   * order. The pace is locked first, so that two workers who hear it at once cannot block each other.
   */
  silence(channelId: string, until: Date): Promise<void> {
    return this.database.transaction(async (tx) => {
      await tx.query('select 1 from channel_pace where channel_id = $1 for update', [channelId]);
      const moved = await moveBehind(tx, channelId, until);
      await tx.query('update channel_pace set taken_until = greatest(taken_until, $2) where channel_id = $1', [
        channelId,
        silentUntil(new Date(until.getTime() + moved * 1000)),
      ]);
    });
  }

  /** The message of this channel about this thing that waited for the one before it. */
  async nextInOrder({ channelId, thing }: ClaimedDelivery): Promise<ArmedDelivery | undefined> {
    const [row] = await this.database.query<{ id: string; next_attempt_at: Date; correlation_id: string }>(
      `select id, next_attempt_at, correlation_id from delivery
       where channel_id = $1 and thing = $2 and status = 'pending' order by sequence limit 1`,
      [channelId, thing],
    );
    return row && { id: row.id, at: row.next_attempt_at, correlationId: row.correlation_id };
  }
}

async function moveBehind(tx: Sql, channelId: string, until: Date): Promise<number> {
  const moved = await tx.query(
    `with waiting as (
       select id, row_number() over (order by sequence) - 1 as place
       from delivery where channel_id = $1 and status = 'pending'
     )
     update delivery d set next_attempt_at = greatest(d.next_attempt_at, $2::timestamptz + w.place * interval '1 second')
     from waiting w where d.id = w.id
     returning d.id`,
    [channelId, until],
  );
  return moved.length;
}

function factsOf({ id, channelId, eventId }: ClaimedDelivery, step: NextStep, now: Date): readonly OutboxEvent[] {
  const facts = { deliveryId: id, channelId, eventId, at: now.toISOString() };
  if (step.type === 'delivered') return [outboxEvent(notificationEvents.delivered, facts)];
  if (step.type === 'failed') return [outboxEvent(notificationEvents.failed, { ...facts, lastError: step.reason })];
  return [];
}
