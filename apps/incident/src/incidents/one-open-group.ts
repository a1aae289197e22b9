import { DomainError } from '@ringdown/kernel';
import type { Sql } from '@ringdown/platform-persistence';
import type { IncidentRow } from './incident-row.js';

type Grouped = Pick<IncidentRow, 'id' | 'integration_id' | 'alert_title'>;

/** @throws DomainError `conflict` with the id of another open incident of that integration and title. */
export async function assertOnlyOpenOfItsGroup(sql: Sql, incident: Grouped): Promise<void> {
  const [other] = await sql.query<{ id: string }>(
    `select id from incident where alert_title is not null and status <> 'resolved' and integration_id = $1
       and alert_title_hash = hash_of_title($2) and id <> $3`,
    [incident.integration_id, incident.alert_title, incident.id],
  );
  if (!other) return;
  throw new DomainError('conflict', `Incident ${other.id} of this integration and title is open; resolve it first.`);
}

/** True when two came at once and the index let one through. */
export const isSecondOfGroup = (error: unknown): boolean =>
  (error as { constraint?: unknown } | null)?.constraint === 'incident_open_group';
