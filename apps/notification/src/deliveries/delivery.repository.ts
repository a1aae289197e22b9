import { Injectable } from '@nestjs/common';
import { Database, newId, type Sql } from '@ringdown/platform-persistence';
import { aboutOf, isCallEvent, isShiftEvent, type NotifiableEvent } from '../messages/index.js';
import { pausedUntil, reserveSlot, slotMs } from './channel-rate-limit.js';
import type { DeliveryEntity } from './delivery.entity.js';
import type { NextStep } from './retry-policy.js';

/** An event for one channel that is not stored yet. */
export interface PlannedDelivery {
  readonly event: NotifiableEvent;
  readonly eventId: string;
  readonly eventAt: string;
  readonly correlationId: string;
  readonly channelId: string;
}

/** A stored delivery that is to be tried at `at`. */
export interface ScheduledDelivery {
  readonly id: string;
  readonly at: Date;
  readonly correlationId: string;
}

/** A delivery that this worker alone may send now. */
export type ClaimedDelivery = Pick<
  DeliveryEntity,
  | 'id'
  | 'channel_id'
  | 'ordering_key'
  | 'event'
  | 'event_id'
  | 'event_at'
  | 'correlation_id'
  | 'attempts'
  | 'tries'
  | 'give_up_at'
>;

type Claim =
  | { readonly type: 'mine'; readonly delivery: ClaimedDelivery }
  | { readonly type: 'later'; readonly at: Date }
  /** Done, being sent by another worker, or waiting for an earlier message with the same ordering key. */
  | { readonly type: 'not-mine' };

/** Longer than a try can take, with the time to record its outcome. */
export const leaseMs = 60_000;
const giveUpAfterMs = 24 * 3600 * 1000;

/** Tries that begin at `now` go on for a day. */
const giveUpAt = (now: Date): Date => new Date(now.getTime() + giveUpAfterMs);

const statusAfter = { delivered: 'delivered', again: 'pending', failed: 'failed' } as const;

/** An earlier message of the same channel with the same ordering key is still to be sent. */
const isBlocked = `exists (select 1 from delivery e where e.channel_id = d.channel_id and e.ordering_key = d.ordering_key
                            and e.status = 'pending' and e.sequence < d.sequence)`;
const isFree = `d.status = 'pending' and d.next_attempt_at <= $1 and (d.leased_until is null or d.leased_until <= $1)
                and not ${isBlocked}`;

type ScheduledRow = Pick<DeliveryEntity, 'id' | 'next_attempt_at' | 'correlation_id'>;
const toScheduled = (row: ScheduledRow): ScheduledDelivery => ({
  id: row.id,
  at: row.next_attempt_at,
  correlationId: row.correlation_id,
});

/** The queue of deliveries in Postgres: what is planned, who may send what and when, and what came of it. */
@Injectable()
export class DeliveryRepository {
  constructor(private readonly database: Database) {}

  /** Stores one row per event and channel, each with a sending time within the channel's rate limit; returns the new ones. */
  async add(tx: Sql, planned: readonly PlannedDelivery[], now: Date): Promise<readonly ScheduledDelivery[]> {
    if (planned.length === 0) return [];
    const times = await reserveTimes(tx, planned, now);
    const rows = planned.map((delivery, n) => ({ ...toRow(delivery, times[n] ?? now), place: n }));
    const added = await tx.query<ScheduledRow>(
      `insert into delivery (id, event_id, channel_id, about, ordering_key, call_id, incident_id, event, event_at, correlation_id,
                             created_at, next_attempt_at, give_up_at)
       select id, event_id, channel_id, about, ordering_key, call_id, incident_id, event, event_at, correlation_id,
              $2::timestamptz, next_attempt_at, $3::timestamptz
       from json_to_recordset($1::json) as r(
         id text, event_id text, channel_id text, about text, ordering_key text, call_id text, incident_id text, event json,
         event_at timestamptz, correlation_id text, next_attempt_at timestamptz, place int)
       order by place
       on conflict (event_id, channel_id) do nothing
       returning id, next_attempt_at, correlation_id`,
      [JSON.stringify(rows), now, giveUpAt(now)],
    );
    return added.map(toScheduled);
  }

  /** Of any number of workers exactly one gets a delivery, for the time of a lease. */
  async claim(id: string, now: Date): Promise<Claim> {
    const [delivery] = await this.database.query<ClaimedDelivery>(
      `update delivery d set leased_until = $3, attempts = attempts + 1, tries = tries + 1
       where d.id = $2 and ${isFree}
       returning id, channel_id, ordering_key, event, event_id, event_at, correlation_id, attempts, tries, give_up_at`,
      [now, id, new Date(now.getTime() + leaseMs)],
    );
    if (delivery) return { type: 'mine', delivery };
    const [pending] = await this.database.query<{ next_attempt_at: Date }>(
      `select next_attempt_at from delivery where id = $1 and status = 'pending' and next_attempt_at > $2`,
      [id, now],
    );
    return pending ? { type: 'later', at: pending.next_attempt_at } : { type: 'not-mine' };
  }

  /** The ids of what could be sent now, the longest due first. */
  async due(now: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.database.query<{ id: string }>(
      `select id from delivery d where ${isFree} order by next_attempt_at, sequence limit $2`,
      [now, limit],
    );
    return rows.map((row) => row.id);
  }

  /** Everything that waits for this channel may be tried now. */
  async makeDue(channelId: string, now: Date): Promise<void> {
    await this.database.query(
      `update delivery set next_attempt_at = $2 where channel_id = $1 and status = 'pending' and next_attempt_at > $2`,
      [channelId, now],
    );
  }

  /** Records the outcome of a try. False where the lease ran out and another worker took the delivery over. */
  async recordOutcome({ id, attempts }: ClaimedDelivery, step: NextStep, now: Date): Promise<boolean> {
    const recorded = await this.database.query(
      `update delivery set status = $3, last_error = $4, delivered_at = $5,
                           next_attempt_at = coalesce($6, next_attempt_at), leased_until = null
       where id = $1 and attempts = $2 and status = 'pending' returning id`,
      [
        id,
        attempts,
        statusAfter[step.type],
        step.type === 'delivered' ? null : step.reason,
        step.type === 'delivered' ? now : null,
        step.type === 'again' ? step.at : null,
      ],
    );
    return recorded.length > 0;
  }

  /**
   * The other side asked for a pause: everything that waits for this channel is moved behind `until`, one a second, in its order.
   * The rate limit is locked first, so that two workers that are paused at once cannot block each other.
   */
  pauseChannel(channelId: string, until: Date): Promise<void> {
    return this.database.transaction(async (tx) => {
      await tx.query('select 1 from channel_rate_limit where channel_id = $1 for update', [channelId]);
      const moved = await moveBehind(tx, channelId, until);
      const reserved = pausedUntil(new Date(until.getTime() + moved * slotMs));
      await tx.query(
        'update channel_rate_limit set reserved_until = greatest(reserved_until, $2) where channel_id = $1',
        [channelId, reserved],
      );
    });
  }

  /** The message of the same channel and ordering key that waited for this one. */
  async nextInOrder({ channel_id, ordering_key }: ClaimedDelivery): Promise<ScheduledDelivery | undefined> {
    const [row] = await this.database.query<ScheduledRow>(
      `select id, next_attempt_at, correlation_id from delivery
       where channel_id = $1 and ordering_key = $2 and status = 'pending' order by sequence limit 1`,
      [channel_id, ordering_key],
    );
    return row && toScheduled(row);
  }

  /** Starts anew what has ended, with a new day to arrive. Undefined where it has not ended, or does not exist. */
  async restart(id: string, now: Date): Promise<ScheduledDelivery | undefined> {
    const [row] = await this.database.query<ScheduledRow>(
      `update delivery set status = 'pending', tries = 0, last_error = null, delivered_at = null,
                           next_attempt_at = $2, give_up_at = $3
       where id = $1 and status <> 'pending' returning id, next_attempt_at, correlation_id`,
      [id, now, giveUpAt(now)],
    );
    return row && toScheduled(row);
  }
}

/** A sending time for each, in order. The channels' rows are locked in one order, so that two batches cannot block each other. */
async function reserveTimes(tx: Sql, planned: readonly PlannedDelivery[], now: Date): Promise<readonly Date[]> {
  const channels = [...new Set(planned.map((d) => d.channelId))].sort();
  await tx.query(
    `insert into channel_rate_limit (channel_id, reserved_until) select unnest($1::text[]), $2 on conflict do nothing`,
    [channels, now],
  );
  const rows = await tx.query<{ channel_id: string; reserved_until: Date }>(
    'select channel_id, reserved_until from channel_rate_limit where channel_id = any($1) order by channel_id for update',
    [channels],
  );
  const reserved = new Map(rows.map((row) => [row.channel_id, row.reserved_until]));
  const times = planned.map(({ channelId }) => {
    const slot = reserveSlot(reserved.get(channelId) ?? null, now);
    reserved.set(channelId, slot.reservedUntil);
    return slot.at;
  });
  await tx.query(
    `update channel_rate_limit l set reserved_until = r.reserved_until
     from unnest($1::text[], $2::timestamptz[]) as r(channel_id, reserved_until) where l.channel_id = r.channel_id`,
    [channels, channels.map((channel) => reserved.get(channel))],
  );
  return times;
}

/** Answers how many deliveries were moved. */
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

function toRow({ event, eventId, eventAt, correlationId, channelId }: PlannedDelivery, at: Date): object {
  const callId = isCallEvent(event) ? event.data.callId : null;
  const scheduleId = isShiftEvent(event) ? event.data.oncall.id : null;
  const incidentId = isCallEvent(event) || isShiftEvent(event) ? null : event.data.incidentId;
  return {
    id: newId('delivery'),
    event_id: eventId,
    channel_id: channelId,
    about: aboutOf(event),
    ordering_key: callId ?? incidentId ?? scheduleId,
    call_id: callId,
    incident_id: incidentId,
    event,
    event_at: eventAt,
    correlation_id: correlationId,
    next_attempt_at: at,
  };
}
