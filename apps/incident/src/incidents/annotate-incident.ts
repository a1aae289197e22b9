import { Injectable } from '@nestjs/common';
import type { IncidentAnswer } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { Database } from '@ringdown/platform-persistence';
import type { Actor } from './actor.js';
import { lockIncident, ReadIncidents } from './read-incidents.js';
import { appendTimeline } from './timeline.js';

/** Adds a note to an incident's timeline. */
@Injectable()
export class AnnotateIncident {
  constructor(
    private readonly database: Database,
    private readonly incidents: ReadIncidents,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `not-found`. */
  async execute(id: string, text: string, by: Actor): Promise<IncidentAnswer> {
    await this.database.transaction(async (tx) => {
      await lockIncident(tx, id);
      await appendTimeline(tx, [{ incidentId: id, at: this.clock.now(), type: 'note', actor: by.name, text }]);
    });
    return this.incidents.get(id);
  }
}
