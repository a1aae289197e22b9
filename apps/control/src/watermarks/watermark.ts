import type { Sql } from '@ringdown/platform-persistence';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Up to when something has been done that only one instance does, whichever it is. */
@Entity('watermark')
export class WatermarkEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'watermark_pkey' })
  readonly name: string;
  @Column('timestamptz')
  readonly at: Date;
}

/** The table `watermark`. */
export const watermarks = {
  /** True for the one who moves it to `now`: it was older than `byMs`, or not there yet. */
  async moveWhenOlder(on: Sql, name: string, now: Date, byMs: number): Promise<boolean> {
    const rows = await on.query(
      `insert into watermark (name, at) values ($1, $2)
       on conflict (name) do update set at = excluded.at where watermark.at <= $3 returning name`,
      [name, now, new Date(now.getTime() - byMs)],
    );
    return rows.length > 0;
  },

  /** Where it stands; others wait until the transaction ends. Null where it was not there: then it is at `now`. */
  async lock(tx: Sql, name: string, now: Date): Promise<Date | null> {
    const fresh = await tx.query(
      'insert into watermark (name, at) values ($1, $2) on conflict (name) do nothing returning name',
      [name, now],
    );
    if (fresh.length > 0) return null;
    const sql = 'select at from watermark where name = $1 for update';
    return (await tx.query<{ at: Date }>(sql, [name]))[0]?.at ?? null;
  },

  async move(tx: Sql, name: string, at: Date): Promise<void> {
    await tx.query('update watermark set at = $2 where name = $1', [name, at]);
  },
};
