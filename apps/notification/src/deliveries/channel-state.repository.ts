import { Injectable } from '@nestjs/common';
import type { ChannelState } from '@ringdown/contracts';
import { Database, type Sql } from '@ringdown/platform-persistence';

interface StateRow {
  readonly channel_id: string;
  readonly closed_until: Date | null;
  readonly closed_because: string | null;
  readonly failing_since: Date | null;
  readonly disabled_at: Date | null;
  readonly oldest: Date | null;
  readonly pending: number;
}

/** A channel of which the admins are to be told, and why. */
export interface TroubledChannel {
  readonly channelId: string;
  readonly reason: string;
  readonly since: Date;
}

/** Messages that wait for longer than this are a reason to tell the admins. */
const longWaitMs = 10 * 60_000;

/** How channels are doing, as people are shown it. */
@Injectable()
export class ChannelStateRepository {
  constructor(private readonly database: Database) {}

  async all(now: Date): Promise<ChannelState[]> {
    const rows = await this.database.query<StateRow>(
      `select q.channel_id, q.closed_until, q.closed_because, q.failing_since, q.disabled_at, d.oldest, coalesce(d.pending, 0) as pending
       from channel_queue q
       left join (select channel_id, min(created_at) as oldest, count(*)::int as pending from delivery where status = 'pending'
                  group by channel_id) d using (channel_id)
       order by q.channel_id`,
    );
    return rows.map((row) => toState(row, now));
  }

  /** True where it was disabled. */
  async enable(channelId: string): Promise<boolean> {
    const enabled = await this.database.query(
      `update channel_queue set disabled_at = null, disabled_target = null, gone = 0, failures = 0, closed_until = null,
              failing_since = null, news = news + 1
       where channel_id = $1 and disabled_at is not null returning 1`,
      [channelId],
    );
    return enabled.length > 0;
  }

  /**
   * Has somebody told, in one transaction, of the channels that fail for good, are disabled, or for which messages have waited too
   * long: of each once until something arrives there again, by whichever instance asks first.
   */
  takeTroubled(now: Date, tell: (tx: Sql, channels: readonly TroubledChannel[]) => Promise<unknown>): Promise<void> {
    return this.database.transaction(async (tx) => {
      const channels = await this.troubled(tx, now);
      if (channels.length > 0) await tell(tx, channels);
    });
  }

  private async troubled(tx: Sql, now: Date): Promise<readonly TroubledChannel[]> {
    const rows = await tx.query<StateRow>(
      `update channel_queue q set admins_told_at = $1
       where admins_told_at is null
         and (failing_since is not null or disabled_at is not null
              or (failures > 0 and exists (select 1 from delivery d where d.channel_id = q.channel_id and d.status = 'pending'
                                            and d.created_at < $2)))
       returning channel_id, closed_because, failing_since, disabled_at`,
      [now, new Date(now.getTime() - longWaitMs)],
    );
    return rows.map((row) => ({
      channelId: row.channel_id,
      reason: row.closed_because ?? 'The other side does not take what is sent.',
      since: row.disabled_at ?? row.failing_since ?? new Date(now.getTime() - longWaitMs),
    }));
  }
}

function toState(row: StateRow, now: Date): ChannelState {
  const shared = { channelId: row.channel_id, reason: row.closed_because, pending: row.pending };
  if (row.disabled_at) return { ...shared, state: 'disabled', since: row.disabled_at.toISOString(), until: null };
  if (row.failing_since) return { ...shared, state: 'failing', since: row.failing_since.toISOString(), until: null };
  if (row.closed_until && row.closed_until > now) {
    const since = row.oldest?.toISOString() ?? null;
    return { ...shared, state: 'waiting', since, until: row.closed_until.toISOString() };
  }
  return { ...shared, state: 'ok', since: null, until: null, reason: null };
}
