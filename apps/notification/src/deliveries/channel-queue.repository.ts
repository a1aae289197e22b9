import { Injectable } from '@nestjs/common';
import type { MessageRef } from '@ringdown/chat';
import { Database } from '@ringdown/platform-persistence';
import { story, type Story } from '../stories/index.js';
import { type Summary, type SummaryRow, toSummary } from './channel-summary.repository.js';
import type { ChannelQueueEntity, DeliveryEntity } from './delivery.entity.js';
import type { ChannelPolicy } from './channel-policy.js';
import { stormEvents, stormWindowMs, type WaitingDelivery } from './plan-turn.js';

/** The lease of a channel: whoever holds the newest works on it. */
export interface Lease {
  readonly channelId: string;
  readonly number: number;
  /** When the turn began in which an earlier holder ended; what it sent may have arrived. Null: it ended between two turns. */
  readonly brokenOffAt: Date | null;
}

/** So long after its last sign of life the channel of an instance that died is taken over. */
export const leaseMs = 20_000;
const mostWaiting = 100;

export type Standing = Pick<
  ChannelQueueEntity,
  'reserved_until' | 'closed_until' | 'failures' | 'gone' | 'disabled_at' | 'disabled_target' | 'failing_since'
>;

/** What a turn is planned by. */
export interface TurnBeginning {
  readonly standing: Standing;
  /** Grows whenever something is to be sent that was not there before. */
  readonly news: number;
  readonly waiting: readonly WaitingDelivery[];
  /** How many were told by themselves within the window of a storm, as far as it matters. */
  readonly toldLately: number;
  readonly summary: Summary | null;
}

/** A delivery with what it says. */
export type DeliveryContent = Pick<
  DeliveryEntity,
  | 'id'
  | 'ordering_key'
  | 'about'
  | 'event'
  | 'event_at'
  | 'correlation_id'
  | 'tries'
  | 'attempts'
  | 'give_up_at'
  | 'uncertain_since'
> & {
  /** How its call or incident stands; null where that is not known. */
  readonly story: Story | null;
  /** The message about it that is there. */
  readonly ref: MessageRef | null;
};

/** What came of a delivery in a turn. */
export interface Outcome {
  readonly id: string;
  readonly status: 'delivered' | 'pending' | 'failed';
  readonly wasTried: boolean;
  readonly lastError: string | null;
  readonly detail: string | null;
  readonly nextAttemptAt: Date | null;
  readonly uncertainSince: Date | null;
}

export interface TurnRecord {
  readonly standing: Standing;
  readonly outcomes: readonly Outcome[];
  readonly messages: readonly { readonly orderingKey: string; readonly ref: MessageRef }[];
  readonly closedBecause: string | null;
}

/** Channels as queues in Postgres: whose turn it is, what waits, and what came of it. */
@Injectable()
export class ChannelQueueRepository {
  constructor(private readonly database: Database) {}

  /** Of any number of instances one gets a channel. Null while another has it. */
  async claim(channelId: string, now: Date): Promise<Lease | null> {
    const [row] = await this.database.query<{ lease: number; broken_off_at: Date | null }>(
      `update channel_queue q set leased_until = $3, lease = q.lease + 1, turn_began_at = null
       from (select channel_id, turn_began_at from channel_queue
             where channel_id = $1 and (leased_until is null or leased_until <= $2) for update) before
       where q.channel_id = before.channel_id
       returning q.lease, before.turn_began_at as broken_off_at`,
      [channelId, now, new Date(now.getTime() + leaseMs)],
    );
    return row ? { channelId, number: row.lease, brokenOffAt: row.broken_off_at } : null;
  }

  /** The channels of these leases stay with whoever holds them. */
  async renew(leases: readonly Lease[], now: Date): Promise<void> {
    await this.database.query(
      `update channel_queue q set leased_until = $3 from unnest($1::text[], $2::int[]) as held(channel_id, lease)
       where q.channel_id = held.channel_id and q.lease = held.lease`,
      [leases.map(({ channelId }) => channelId), leases.map(({ number }) => number), new Date(now.getTime() + leaseMs)],
    );
  }

  /** Begins a turn, and reads what it needs to be planned. Undefined where the lease was lost. */
  async beginTurn(
    { channelId, number }: Lease,
    { summary }: ChannelPolicy,
    now: Date,
  ): Promise<TurnBeginning | undefined> {
    const [row] = await this.database.query<Standing & { news: number; told: number; summary: SummaryRow | null }>(
      `update channel_queue q set turn_began_at = $3, leased_until = $4 where channel_id = $1 and lease = $2
       returning reserved_until, closed_until, failures, gone, disabled_at, disabled_target, failing_since, news,
         (select count(*)::int from (${summary?.of === 'new messages' ? postedLately : deliveredLately}) lately) as told,
         (select to_jsonb(s) from channel_summary s where s.channel_id = $1 and s.ended_at is null) as summary`,
      [
        channelId,
        number,
        now,
        new Date(now.getTime() + leaseMs),
        new Date(now.getTime() - stormWindowMs),
        stormEvents + 1,
      ],
    );
    if (!row) return undefined;
    const { news, told: toldLately, summary: open, ...standing } = row;
    const waiting = await this.database.query<WaitingDelivery & { sequence: string }>(
      `select d.id, d.sequence, d.ordering_key as "orderingKey", d.rank, d.next_attempt_at as "dueAt", d.created_at as "createdAt",
              d.tries > 0 as "wasTried", m.channel_id is not null as "hasMessage"
       from delivery d left join channel_message m using (channel_id, ordering_key)
       where d.channel_id = $1 and d.status = 'pending' and d.summary_id is null order by d.rank, d.sequence limit $2`,
      [channelId, mostWaiting],
    );
    return {
      standing,
      news,
      toldLately,
      summary: open && toSummary(open),
      waiting: waiting.map((delivery) => ({ ...delivery, sequence: Number(delivery.sequence) })),
    };
  }

  /** What deliveries say, with how their call or incident stands, and the message about it that is there. */
  async contentOf(ids: readonly string[]): Promise<ReadonlyMap<string, DeliveryContent>> {
    const rows = await this.database.query<
      DeliveryContent & { state: unknown; place: string | null; message: string | null }
    >(
      `select d.id, d.ordering_key, d.about, d.event, d.event_at, d.correlation_id, d.tries, d.attempts, d.give_up_at,
              d.uncertain_since, s.state, m.place, m.message
       from delivery d left join story s on s.key = d.ordering_key left join channel_message m using (channel_id, ordering_key)
       where d.id = any($1)`,
      [ids],
    );
    return new Map(
      rows.map(({ state, place, message, ...row }) => [
        row.id,
        {
          ...row,
          story: state === null ? null : story.parse(state),
          ref: place !== null && message !== null ? { place, message } : null,
        },
      ]),
    );
  }

  /** Writes down what came of a turn. False where the lease was lost meanwhile: then nothing is. */
  async recordTurn(
    lease: Lease,
    { standing, outcomes, messages, closedBecause }: TurnRecord,
    now: Date,
  ): Promise<boolean> {
    const [row] = await this.database.query<{ held: boolean }>(
      `with held as (
         update channel_queue set reserved_until = $3, closed_until = $4, failures = $5, gone = $6, disabled_at = $7,
                disabled_target = $8, failing_since = $9, closed_because = $10, turn_began_at = null,
                admins_told_at = case when $9::timestamptz is null and $5 = 0 then null else admins_told_at end
         where channel_id = $1 and lease = $2 returning channel_id
       ), recorded as (
         update delivery d set status = r.status, last_error = r."lastError", detail = r.detail,
                delivered_at = case when r.status = 'delivered' then $11::timestamptz end,
                attempts = d.attempts + case when r."wasTried" then 1 else 0 end,
                tries = d.tries + case when r."wasTried" then 1 else 0 end,
                uncertain_since = r."uncertainSince",
                next_attempt_at = coalesce(r."nextAttemptAt", d.next_attempt_at)
         from held, json_to_recordset($12::json) as r(id text, status text, "lastError" text, detail text, "wasTried" boolean,
                "uncertainSince" timestamptz, "nextAttemptAt" timestamptz)
         where d.id = r.id and d.status = 'pending'
       ), posted as (
         insert into channel_message as m (channel_id, ordering_key, place, message, posted_at)
         select h.channel_id, r.key, r.place, r.message, $11::timestamptz
         from held h, json_to_recordset($13::json) as r(key text, place text, message text)
         on conflict (channel_id, ordering_key) do update set place = excluded.place, message = excluded.message,
           posted_at = case when m.message = excluded.message then m.posted_at else excluded.posted_at end
       )
       select exists (select from held) as held`,
      [
        lease.channelId,
        lease.number,
        standing.reserved_until,
        standing.closed_until,
        standing.failures,
        standing.gone,
        standing.disabled_at,
        standing.disabled_target,
        standing.failing_since,
        closedBecause,
        now,
        JSON.stringify(outcomes),
        JSON.stringify(messages.map(({ orderingKey, ref }) => ({ key: orderingKey, ...ref }))),
      ],
    );
    return row?.held ?? false;
  }

  /** Gives the channel back, unless something came since the turn began that read this `news`: then false. */
  async release({ channelId, number }: Lease, news: number): Promise<boolean> {
    const released = await this.database.query(
      `update channel_queue set leased_until = null, turn_began_at = null where channel_id = $1 and lease = $2 and news = $3
       returning 1`,
      [channelId, number, news],
    );
    return released.length > 0;
  }

  /** Gives the channel back, whatever waits for it: this instance stops. */
  async giveBack({ channelId, number }: Lease): Promise<void> {
    await this.database.query(
      'update channel_queue set leased_until = null, turn_began_at = null where channel_id = $1 and lease = $2',
      [channelId, number],
    );
  }

  /** Channels that nobody works on though something is due, or a storm's summary is open. */
  async due(now: Date): Promise<readonly string[]> {
    const rows = await this.database.query<{ channel_id: string }>(
      `select channel_id from channel_queue q
       where (leased_until is null or leased_until <= $1) and (closed_until is null or closed_until <= $1)
         and (exists (select 1 from delivery d where d.channel_id = q.channel_id and d.status = 'pending' and d.next_attempt_at <= $1)
              or exists (select 1 from channel_summary s where s.channel_id = q.channel_id and s.ended_at is null))`,
      [now],
    );
    return rows.map(({ channel_id }) => channel_id);
  }

  /** All that waits for a channel that is sent nothing any more fails. Answers how many. */
  async failAll(channelId: string, reason: string): Promise<number> {
    const failed = await this.database.query(
      `update delivery set status = 'failed', last_error = $2 where channel_id = $1 and status = 'pending' returning 1`,
      [channelId, reason],
    );
    await this.database.query(
      `update channel_summary set ended_at = now() where channel_id = $1 and ended_at is null`,
      [channelId],
    );
    return failed.length;
  }

  /** What waits may be tried now, whatever was thought of the channel; it is no longer disabled. */
  async open(channelId: string, now: Date): Promise<void> {
    await this.database.query(
      `update channel_queue set closed_until = null, closed_because = null, failures = 0, gone = 0, disabled_at = null,
              disabled_target = null, news = news + 1 where channel_id = $1`,
      [channelId],
    );
    await this.database.query(
      `update delivery set next_attempt_at = $2 where channel_id = $1 and status = 'pending' and next_attempt_at > $2`,
      [channelId, now],
    );
  }
}

const deliveredLately = `select 1 from delivery where channel_id = $1 and status = 'delivered' and delivered_at > $5
  and summary_id is null and rank > 0 limit $6`;
const postedLately = `select 1 from channel_message where channel_id = $1 and posted_at > $5 limit $6`;
