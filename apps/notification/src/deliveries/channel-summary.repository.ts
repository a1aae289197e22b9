import { Injectable } from '@nestjs/common';
import type { MessageRef } from '@ringdown/chat';
import { newId, Database } from '@ringdown/platform-persistence';
import { addToTally, nothingCounted, tally, type Tally } from '../messages/index.js';

/** The open summary of a channel. */
export interface Summary {
  readonly id: string;
  readonly beganAt: Date;
  readonly lastEventAt: Date;
  readonly tally: Tally;
  readonly toldAt: Date | null;
  readonly hasNews: boolean;
  /** Where it was posted; null: nowhere, or where it cannot be changed. */
  readonly ref: MessageRef | null;
  readonly uncertainSince: Date | null;
}

interface AbsorbedRow {
  readonly about: string;
  readonly count: number;
  readonly titles: readonly string[];
}

/** What a storm's summary may tell of: nothing of a call, nothing that was tried, nothing that changes a message which is there. */
const mayBeSummarised = `d.channel_id = $1 and d.status = 'pending' and d.summary_id is null and d.rank > 0 and d.tries = 0
  and not exists (select 1 from channel_message m where m.channel_id = d.channel_id and m.ordering_key = d.ordering_key)`;

/** Summaries of storms, one open at a time and channel, and the deliveries that they stand for. */
@Injectable()
export class ChannelSummaryRepository {
  constructor(private readonly database: Database) {}

  /** Takes in what waits but for some keys, and begins the summary where there is none. The count is that of the rows. */
  absorb(channelId: string, exceptKeys: readonly string[], now: Date): Promise<void> {
    return this.database.transaction(async (tx) => {
      await tx.query(
        `insert into channel_summary (id, channel_id, began_at, last_event_at, tally) values ($2, $1, $3, $3, $4)
         on conflict (channel_id) where ended_at is null do nothing`,
        [channelId, newId('delivery'), now, JSON.stringify(nothingCounted)],
      );
      const [row] = await tx.query<{ id: string; tally: unknown }>(
        'select id, tally from channel_summary where channel_id = $1 and ended_at is null for update',
        [channelId],
      );
      if (!row) return;
      const absorbed = await tx.query<AbsorbedRow>(
        `with absorbed as (
           update delivery d set summary_id = $3 where ${mayBeSummarised} and d.ordering_key <> all($2)
           returning d.about, d.event #>> '{data,title}' as title)
         select about, count(*)::int as count, coalesce((array_agg(title) filter (where title <> ''))[1:10], '{}') as titles
         from absorbed group by about order by about`,
        [channelId, exceptKeys, row.id],
      );
      if (absorbed.length === 0) return;
      await tx.query('update channel_summary set tally = $2, last_event_at = $3, has_news = true where id = $1', [
        row.id,
        JSON.stringify(addToTally(tally.parse(row.tally), absorbed)),
        now,
      ]);
    });
  }

  /** It was read as it stands: so are the deliveries in it. */
  told(
    { id }: Summary,
    { ref, isOver, detail, now }: { ref: MessageRef | null; isOver: boolean; detail: string; now: Date },
  ): Promise<void> {
    return this.database.transaction(async (tx) => {
      await tx.query(
        `update channel_summary set told_at = $2, has_news = false, place = coalesce($3, place), message = coalesce($4, message),
                uncertain_since = null, ended_at = case when $5 then $2::timestamptz end where id = $1`,
        [id, now, ref?.place ?? null, ref?.message ?? null, isOver],
      );
      await tx.query(
        `update delivery set status = 'delivered', detail = $2, delivered_at = $3, last_error = null
         where summary_id = $1 and status = 'pending'`,
        [id, detail, now],
      );
    });
  }

  /** It may have been read, or not. */
  async uncertain({ id }: Summary, since: Date): Promise<void> {
    await this.database.query(
      'update channel_summary set uncertain_since = coalesce(uncertain_since, $2) where id = $1',
      [id, since],
    );
  }

  /** It can never be posted: what it stands for has failed with it. */
  failed({ id }: Summary, reason: string, now: Date): Promise<void> {
    return this.database.transaction(async (tx) => {
      await tx.query('update channel_summary set ended_at = $2 where id = $1', [id, now]);
      await tx.query(
        `update delivery set status = 'failed', last_error = $2 where summary_id = $1 and status = 'pending'`,
        [id, reason],
      );
    });
  }
}

/** As a row of it comes in JSON. */
export interface SummaryRow {
  readonly id: string;
  readonly began_at: string;
  readonly last_event_at: string;
  readonly tally: unknown;
  readonly told_at: string | null;
  readonly has_news: boolean;
  readonly place: string | null;
  readonly message: string | null;
  readonly uncertain_since: string | null;
}

const dateOrNull = (text: string | null): Date | null => (text === null ? null : new Date(text));

export const toSummary = (row: SummaryRow): Summary => ({
  id: row.id,
  beganAt: new Date(row.began_at),
  lastEventAt: new Date(row.last_event_at),
  tally: tally.parse(row.tally),
  toldAt: dateOrNull(row.told_at),
  hasNews: row.has_news,
  ref: row.place !== null && row.message !== null ? { place: row.place, message: row.message } : null,
  uncertainSince: dateOrNull(row.uncertain_since),
});
