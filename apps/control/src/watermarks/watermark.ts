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

  /** Whoever else wants it waits until the transaction ends. */
  async lock(tx: Sql, name: string, now: Date): Promise<void> {
    await tx.query(
      'insert into watermark (name, at) values ($1, $2) on conflict (name) do update set at = excluded.at',
      [name, now],
    );
  },
};
