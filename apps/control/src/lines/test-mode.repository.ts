import type { Sql } from '@ringdown/platform-persistence';

export interface EndedTestMode {
  readonly lineId: string;
  readonly lineName: string;
}

const ended = `deleted as (%) select deleted.line_id as "lineId", resource.name as "lineName"
  from deleted join resource on resource.id = deleted.line_id`;
const thatEnd = (where: string): string =>
  `with ${ended.replace('%', `delete from test_mode where ${where} returning line_id`)}`;

/** The table `test_mode`: at most one person for each line. */
export const testModeRepository = {
  async put(tx: Sql, lineId: string, userId: string, until: Date): Promise<void> {
    await tx.query(
      `insert into test_mode (line_id, user_id, until) values ($1, $2, $3)
       on conflict (line_id) do update set user_id = excluded.user_id, until = excluded.until`,
      [lineId, userId, until],
    );
  },

  end: (tx: Sql, lineId: string): Promise<EndedTestMode[]> => tx.query(thatEnd('line_id = $1'), [lineId]),

  endUntil: (tx: Sql, now: Date): Promise<EndedTestMode[]> => tx.query(thatEnd('until <= $1'), [now]),
};
