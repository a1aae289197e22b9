import type { Sql, Transaction } from '@ringdown/platform-persistence';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ResourceEntity } from '../configuration/index.js';

/** That all rings of a line go to one person for a while. */
@Entity('test_mode')
export class TestModeEntity {
  @PrimaryColumn('text', { name: 'line_id', primaryKeyConstraintName: 'test_mode_pkey' })
  @ForeignKey(() => ResourceEntity, { name: 'test_mode_line_id_fkey', onDelete: 'CASCADE' })
  readonly lineId: string;
  @Column('text', { name: 'user_id' })
  @ForeignKey(() => ResourceEntity, { name: 'test_mode_user_id_fkey', onDelete: 'CASCADE' })
  readonly userId: string;
  @Column('timestamptz')
  readonly until: Date;
}

export interface EndedTestMode {
  readonly lineId: string;
  readonly lineName: string;
}

const ended = `deleted as (%) select deleted.line_id as "lineId", resource.name as "lineName"
  from deleted join resource on resource.id = deleted.line_id`;
const thatEnd = (where: string): string =>
  `with ${ended.replace('%', `delete from test_mode where ${where} returning line_id`)}`;

/** A line as its computed fields need it. */
interface LineInUse {
  readonly id: string;
  readonly provider: string;
  readonly providerAccountId: string;
  /** Who is rung in test mode, and until when; null where it is off. */
  readonly userId: string | null;
  readonly until: Date | null;
}

/** The table `test_mode`: at most one person for each line. */
export const testModeRepository = {
  async put(tx: Transaction, lineId: string, userId: string, until: Date): Promise<void> {
    await tx.manager.upsert(TestModeEntity, { lineId, userId, until }, ['lineId']);
  },

  end: (tx: Sql, lineId: string): Promise<EndedTestMode[]> => tx.query(thatEnd('line_id = $1'), [lineId]),

  endUntil: (tx: Sql, now: Date): Promise<EndedTestMode[]> => tx.query(thatEnd('until <= $1'), [now]),

  lines: (on: Sql, ids: readonly string[], now: Date): Promise<LineInUse[]> =>
    on.query<LineInUse>(
      `select line.id, account.document->>'provider' as provider, account.id as "providerAccountId", test_mode.user_id as "userId", test_mode.until
       from resource line
       join resource account on account.id = line.document->>'providerAccountId'
       left join test_mode on test_mode.line_id = line.id and test_mode.until > $2
       where line.id = any($1)`,
      [ids, now],
    ),
};
