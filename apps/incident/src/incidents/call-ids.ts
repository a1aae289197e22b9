import type { Sql } from '@ringdown/platform-persistence';

/** The calls of each incident. */
export async function callIdsOf(sql: Sql, incidentIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const rows = await sql.query<{ incident_id: string; call_ids: string[] }>(
    `select incident_id, array_agg(call_id order by call_id) as call_ids from incident_call
     where incident_id = any($1::text[]) group by incident_id`,
    [incidentIds],
  );
  return new Map(rows.map((row) => [row.incident_id, row.call_ids]));
}
