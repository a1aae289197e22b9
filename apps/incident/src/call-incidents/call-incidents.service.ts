import { Injectable } from '@nestjs/common';
import { callPayload } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { Database, type Sql } from '@ringdown/platform-persistence';
import {
  appendTimeline,
  type Actor,
  IncidentLifecycle,
  IncidentRepository,
  reportedRow,
  setByHand,
  type ReportedIncident,
} from '../incidents/index.js';
import { CallIncidentRepository } from './call-incident.repository.js';

/** What people do about the incident of a call. A call belongs to one incident at most. */
@Injectable()
export class CallIncidentsService {
  constructor(
    private readonly database: Database,
    private readonly incidents: IncidentRepository,
    private readonly calls: CallIncidentRepository,
    private readonly lifecycle: IncidentLifecycle,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens an incident for a call. `body` is the call's payload; it is completed when the call ends. Answers the incident's id.
   * @throws DomainError `conflict` where the call has an incident, or has ended since the payload was made.
   */
  async open(reported: ReportedIncident, actor: Actor, callId: string): Promise<string> {
    const row = reportedRow(reported, 'call', this.clock.now());
    await this.database.transaction(async (tx) => {
      await this.assertNotEndedSince(tx, callId, reported.body);
      const text = `Opened by ${actor.name} for the call ${callId}`;
      await this.lifecycle.open(tx, row, { actor, text, callIds: [callId], setByHand: setByHand(reported) });
      await this.calls.claim(tx, callId, row.id);
    });
    return row.id;
  }

  /** Takes the call from the incident that has it. @throws DomainError `not-found`. */
  async link(id: string, callId: string, actor: Actor): Promise<void> {
    await this.database.transaction(async (tx) => {
      const incident = await this.incidents.lock(tx, id);
      const before = await this.calls.link(tx, callId, id);
      if (before === id) return;
      if (before !== null) {
        const moved = `The call ${callId} was linked to incident #${incident.number} by ${actor.name}`;
        await this.noteChange(tx, before, actor, moved);
      }
      await this.noteChange(tx, id, actor, `The call ${callId} was linked by ${actor.name}`);
    });
  }

  /** Where it is not linked, nothing happens. @throws DomainError `not-found`. */
  async unlink(id: string, callId: string, actor: Actor): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.incidents.lock(tx, id);
      if (!(await this.calls.unlink(tx, callId, id))) return;
      await this.noteChange(tx, id, actor, `The call ${callId} was unlinked by ${actor.name}`);
    });
  }

  /** Holds back the end of the call until the incident is there to be completed by it. */
  private async assertNotEndedSince(tx: Sql, callId: string, body: unknown): Promise<void> {
    await this.calls.saveKnownCall(tx, callId, {});
    const isLive = callPayload.safeParse(body).data?.details.call.duration === null;
    if (isLive && (await this.calls.findKnownCall(tx, callId))?.ended) {
      throw new DomainError('conflict', 'The call has just ended. Open its incident again.');
    }
  }

  private noteChange(tx: Sql, incidentId: string, actor: Actor, text: string): Promise<void> {
    const entry = { incidentId, at: this.clock.now(), type: 'changed', actor: actor.name, text } as const;
    return appendTimeline(tx, [entry]);
  }
}
