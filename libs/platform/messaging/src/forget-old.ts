import type { Database } from '@ringdown/platform-persistence';

const keepDays = 3;
const slice = 2000;

/**
 * Forgets what is old, a slice at a time, so that no statement takes long and the relay publishes in between. What a consumer has
 * taken is remembered for ten times as long as what it can be sent again. True where there may be more to forget.
 */
export async function forgetOld(database: Database): Promise<boolean> {
  const events = await database.query(
    `delete from outbox where sequence = any (array(
       select sequence from (select sequence, published_at from outbox order by sequence limit ${slice}) oldest
       where published_at < now() - interval '${keepDays} days'
     )) returning 1`,
  );
  const taken = await database.query(
    `delete from inbox where ctid = any (array(
       select ctid from inbox where handled_at < now() - interval '${keepDays * 10} days' order by handled_at limit ${slice}
     )) returning 1`,
  );
  return events.length === slice || taken.length === slice;
}
