import type { Sql } from '@ringdown/platform-persistence';

/** The positions of alert rules in the table `resource`: 1, 2, 3 … without gaps, each once. */
export const alertRulePositions = {
  /**
   * Puts a rule that was just written at a position (beyond the end: at the end), or closes the gap of one that was deleted (null).
   * The rules that move for it are published too. Answers where it is. The transaction has the lock of alert rules.
   */
  async settle(tx: Sql, id: string, position: number | null): Promise<number | null> {
    const rows = await tx.query<{ id: string; position: string }>(
      `select id, document ->> 'position' as position from resource where kind = 'alert-rule'
       order by (document ->> 'position')::numeric, id`,
    );
    const others = rows.filter((row) => row.id !== id).map((row) => row.id);
    const order = position === null ? others : others.toSpliced(Math.max(0, position - 1), 0, id);
    const before = new Map(rows.map((row) => [row.id, Number(row.position)]));
    const moved = order.flatMap((one, n) => (before.get(one) === n + 1 ? [] : [{ id: one, position: n + 1 }]));
    if (moved.length > 0) {
      await tx.query(
        `with moved as (
           update resource set document = jsonb_set(document, '{position}', to_jsonb(m.position)), updated_at = now()
           from json_to_recordset($1) as m(id text, position integer) where resource.id = m.id returning resource.id
         )
         insert into config_change (kind, id) select 'alert-rule', id from moved`,
        [JSON.stringify(moved)],
      );
    }
    return position === null ? null : order.indexOf(id) + 1;
  },
};
