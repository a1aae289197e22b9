import { Injectable } from '@nestjs/common';
import type { IncidentAnswer } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { Database, type Sql } from '@ringdown/platform-persistence';
import type { Actor } from './actor.js';
import { lockIncident, ReadIncidents } from './read-incidents.js';
import { appendTimeline } from './timeline.js';

/** Links calls to incidents by hand, and takes them away; a call belongs to one incident at most. */
@Injectable()
export class LinkCall {
  constructor(
    private readonly database: Database,
    private readonly incidents: ReadIncidents,
    private readonly clock: Clock,
  ) {}

  /** Takes the call from the incident that has it. @throws DomainError `not-found`. */
  async link(id: string, callId: string, by: Actor): Promise<IncidentAnswer> {
    await this.database.transaction(async (tx) => {
      const incident = await lockIncident(tx, id);
      const [before] = await tx.query<{ incident_id: string }>(
        'select incident_id from incident_call where call_id = $1 for update',
        [callId],
      );
      if (before?.incident_id === id) return;
      await tx.query(
        `insert into incident_call (incident_id, call_id) values ($1, $2)
         on conflict (call_id) do update set incident_id = excluded.incident_id`,
        [id, callId],
      );
      if (before) {
        const moved = `The call ${callId} was linked to incident #${incident.number} by ${by.name}`;
        await this.tell(tx, before.incident_id, by, moved);
      }
      await this.tell(tx, id, by, `The call ${callId} was linked by ${by.name}`);
    });
    return this.incidents.get(id);
  }

  /** What is not linked stays so without a word. @throws DomainError `not-found`. */
  async unlink(id: string, callId: string, by: Actor): Promise<IncidentAnswer> {
    await this.database.transaction(async (tx) => {
      await lockIncident(tx, id);
      const gone = await tx.query(
        'delete from incident_call where incident_id = $1 and call_id = $2 returning call_id',
        [id, callId],
      );
      if (gone.length > 0) await this.tell(tx, id, by, `The call ${callId} was unlinked by ${by.name}`);
    });
    return this.incidents.get(id);
  }

  private tell(tx: Sql, incidentId: string, by: Actor, text: string): Promise<void> {
    return appendTimeline(tx, [{ incidentId, at: this.clock.now(), type: 'changed', actor: by.name, text }]);
  }
}
