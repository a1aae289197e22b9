import { Injectable } from '@nestjs/common';
import { Database, newId, type Sql } from '@ringdown/platform-persistence';
import { aboutOf, isCallEvent, isShiftEvent, type NotifiableEvent } from '../stories/index.js';
import { rankOf, type Recipient } from './recipients.js';

/** An event for one channel that is not stored yet. */
export interface PlannedDelivery extends Recipient {
  readonly event: NotifiableEvent;
  readonly eventId: string;
  readonly eventAt: string;
  readonly correlationId: string;
}

const giveUpAfterMs = 24 * 3600 * 1000;

/** Tries that begin at `now` go on for a day. */
const giveUpAt = (now: Date): Date => new Date(now.getTime() + giveUpAfterMs);

/** What is planned, and what is forgotten. */
@Injectable()
export class DeliveryRepository {
  constructor(private readonly database: Database) {}

  /** Stores one row per event and channel, in the transaction of the inbox. What is there already stays as it is. */
  async add(tx: Sql, planned: readonly PlannedDelivery[], now: Date): Promise<void> {
    if (planned.length === 0) return;
    const channels = [...new Set(planned.map(({ channelId }) => channelId))].sort();
    await tx.query(
      `insert into channel_queue as q (channel_id, news) select unnest($1::text[]), 1
       on conflict (channel_id) do update set news = q.news + 1`,
      [channels],
    );
    await tx.query(
      `insert into delivery (id, event_id, channel_id, about, ordering_key, rank, call_id, incident_id, event, event_at,
                             correlation_id, created_at, next_attempt_at, give_up_at)
       select id, event_id, channel_id, about, ordering_key,
              greatest(rank, (select max(w.rank) from delivery w where w.channel_id = r.channel_id
                               and w.ordering_key = r.ordering_key and w.status = 'pending')),
              call_id, incident_id, event, event_at, correlation_id, $2::timestamptz, $2::timestamptz, $3::timestamptz
       from json_to_recordset($1::json) as r(
         id text, event_id text, channel_id text, about text, ordering_key text, rank smallint, call_id text,
         incident_id text, event json, event_at timestamptz, correlation_id text, place int)
       order by place
       on conflict (event_id, channel_id) do nothing`,
      [JSON.stringify(inOrderOfRank(planned)), now, giveUpAt(now)],
    );
  }

  /** Starts anew what has ended, with a new day to arrive. The channel that it is for; undefined where it has not ended, or does not exist. */
  async restart(id: string, now: Date): Promise<string | undefined> {
    const [row] = await this.database.query<{ channel_id: string }>(
      `with restarted as (update delivery set status = 'pending', tries = 0, last_error = null, detail = null, summary_id = null, delivered_at = null,
                           uncertain_since = null, next_attempt_at = $2, give_up_at = $3
         where id = $1 and status <> 'pending' returning channel_id)
       update channel_queue q set news = q.news + 1 from restarted r where q.channel_id = r.channel_id returning q.channel_id`,
      [id, now, giveUpAt(now)],
    );
    return row?.channel_id;
  }

  /** Forgets what was delivered before `delivered` and what failed before `failed`, some at a time. True where there may be more. */
  async forget(before: { readonly delivered: Date; readonly failed: Date }, limit: number): Promise<boolean> {
    const gone = await this.database.query(
      `delete from delivery where id in (
         select id from delivery where status <> 'pending' and created_at < $1 and (status = 'delivered' or created_at < $2) limit $3)
       returning 1`,
      [before.delivered, before.failed, limit],
    );
    const older = [before.delivered, limit];
    const messages = await this.database.query(
      `delete from channel_message where (channel_id, ordering_key) in (
         select channel_id, ordering_key from channel_message where posted_at < $1 limit $2) returning 1`,
      older,
    );
    const summaries = await this.database.query(
      `delete from channel_summary where id in (select id from channel_summary where ended_at < $1 limit $2) returning 1`,
      older,
    );
    return [gone, messages, summaries].some(({ length }) => length === limit);
  }
}

/** Within one channel and key the rank never falls, so that nothing overtakes what came before it. */
function inOrderOfRank(planned: readonly PlannedDelivery[]): readonly object[] {
  const ranks = new Map<string, number>();
  return planned.map((delivery, place) => {
    const key = `${delivery.channelId} ${delivery.orderingKey}`;
    const rank = Math.max(rankOf(delivery.event), ranks.get(key) ?? 0);
    ranks.set(key, rank);
    return { ...toRow(delivery), rank, place };
  });
}

const toRow = ({ event, eventId, eventAt, correlationId, channelId, orderingKey }: PlannedDelivery): object => ({
  id: newId('delivery'),
  event_id: eventId,
  channel_id: channelId,
  about: aboutOf(event),
  ordering_key: orderingKey,
  call_id: isCallEvent(event) ? event.data.callId : null,
  incident_id: isCallEvent(event) || isShiftEvent(event) ? null : event.data.incidentId,
  event,
  event_at: eventAt,
  correlation_id: correlationId,
});
