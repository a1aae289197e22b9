import type { Sql } from '@ringdown/platform-persistence';

/** One page holds about so much JSON, and one row at least: reading and writing it must not keep others waiting. */
const mostBytes = 2_000_000;

export interface Page<Row> {
  readonly items: Row[];
  /** Whether there are rows after these. A page may hold fewer than the limit. */
  readonly hasMore: boolean;
}

interface PageQuery {
  /** Its last parameter is the limit. */
  readonly sql: string;
  /** What says how large a row is, by columns that `sql` selects. */
  readonly bytes: string;
  /** The same order as in `sql`, by names of columns that it selects. */
  readonly order: string;
  readonly limit: number;
}

/** A page of rows that ends where it grows too large, before Postgres sends more. */
export async function pageOf<Row>(
  database: Sql,
  { sql, bytes, order, limit }: PageQuery,
  values: unknown[],
): Promise<Page<Row>> {
  const bounded = `select * from (
      select *, count(*) over () as found,
        coalesce(sum(bytes) over (order by ${order} rows between unbounded preceding and 1 preceding), 0) as bytes_before
      from (select *, ${bytes} as bytes from (${sql}) as asked) as sized
    ) as counted where bytes_before < ${mostBytes} order by ${order}`;
  const rows = await database.query<Row & { readonly found: string }>(bounded, [...values, limit + 1]);
  const items = rows.slice(0, limit);
  return { items, hasMore: items.length < Number(rows[0]?.found ?? 0) };
}
