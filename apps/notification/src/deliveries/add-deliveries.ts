import { newId, type Sql } from '@ringdown/platform-persistence';
import { takeSlot } from './channel-pace.js';
import type { ArmedDelivery, PlannedDelivery } from './delivery.js';
import { aboutOf, isCallFact } from './told-fact.js';

const giveUpAfterMs = 24 * 3600 * 1000;

/** Tries from `now` on go on for a day. */
export const giveUpAt = (now: Date): Date => new Date(now.getTime() + giveUpAfterMs);

/** Writes one row a fact and channel, each with its sending time at the channel's pace; returns those that are new. */
export async function addDeliveries(
  tx: Sql,
  planned: readonly PlannedDelivery[],
  now: Date,
): Promise<readonly ArmedDelivery[]> {
  if (planned.length === 0) return [];
  const times = await takeTimes(tx, planned, now);
  const rows = planned.map((delivery, n) => ({ ...toRow(delivery, times[n] ?? now), place: n }));
  const added = await tx.query<{ id: string; next_attempt_at: Date; correlation_id: string }>(
    `insert into delivery (id, fact_id, channel_id, about, thing, call_id, incident_id, fact, fact_at, correlation_id,
                           created_at, next_attempt_at, give_up_at)
     select id, fact_id, channel_id, about, thing, call_id, incident_id, fact, fact_at, correlation_id,
            $2::timestamptz, next_attempt_at, $3::timestamptz
     from json_to_recordset($1::json) as r(
       id text, fact_id text, channel_id text, about text, thing text, call_id text, incident_id text, fact json,
       fact_at timestamptz, correlation_id text, next_attempt_at timestamptz, place int)
     order by place
     on conflict (fact_id, channel_id) do nothing
     returning id, next_attempt_at, correlation_id`,
    [JSON.stringify(rows), now, giveUpAt(now)],
  );
  return added.map((row) => ({ id: row.id, at: row.next_attempt_at, correlationId: row.correlation_id }));
}

/** A sending time for each, in order. The channels' rows are locked in one order, so that two batches cannot block each other. */
async function takeTimes(tx: Sql, planned: readonly PlannedDelivery[], now: Date): Promise<readonly Date[]> {
  const channels = [...new Set(planned.map((d) => d.channelId))].sort();
  await tx.query(
    `insert into channel_pace (channel_id, taken_until) select unnest($1::text[]), $2 on conflict do nothing`,
    [channels, now],
  );
  const rows = await tx.query<{ channel_id: string; taken_until: Date }>(
    'select channel_id, taken_until from channel_pace where channel_id = any($1) order by channel_id for update',
    [channels],
  );
  const taken = new Map(rows.map((row) => [row.channel_id, row.taken_until]));
  const times = planned.map(({ channelId }) => {
    const slot = takeSlot(taken.get(channelId) ?? null, now);
    taken.set(channelId, slot.takenUntil);
    return slot.at;
  });
  await tx.query(
    `update channel_pace p set taken_until = t.taken_until
     from unnest($1::text[], $2::timestamptz[]) as t(channel_id, taken_until) where p.channel_id = t.channel_id`,
    [channels, channels.map((channel) => taken.get(channel))],
  );
  return times;
}

function toRow({ fact, eventId, factAt, correlationId, channelId }: PlannedDelivery, at: Date): object {
  const callId = isCallFact(fact) ? fact.data.callId : null;
  const incidentId = isCallFact(fact) ? null : fact.data.incidentId;
  return {
    id: newId('delivery'),
    fact_id: eventId,
    channel_id: channelId,
    about: aboutOf(fact),
    thing: callId ?? incidentId,
    call_id: callId,
    incident_id: incidentId,
    fact,
    fact_at: factAt,
    correlation_id: correlationId,
    next_attempt_at: at,
  };
}
