import { Injectable } from '@nestjs/common';
import type { IncidentAnswer } from '@ringdown/contracts';
import { changeStatus, type StatusVerb } from '@ringdown/domain-incidents';
import { Clock, DomainError } from '@ringdown/kernel';
import { Database, type NotifyingSql } from '@ringdown/platform-persistence';
import type { Actor } from './actor.js';
import { IncidentConfiguration } from './incident-configuration.js';
import { moveIncident } from './move-incident.js';
import { assertOnlyOpenOfItsGroup, isSecondOfGroup } from './one-open-group.js';
import { lockIncident, ReadIncidents } from './read-incidents.js';

/** Acknowledges, resolves or reopens an incident; what is so already stays so without a word. */
@Injectable()
export class ChangeIncidentStatus {
  constructor(
    private readonly database: Database,
    private readonly configuration: IncidentConfiguration,
    private readonly incidents: ReadIncidents,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `not-found`, or `conflict` where the state does not allow it. */
  async execute(id: string, verb: StatusVerb, by: Actor): Promise<IncidentAnswer> {
    try {
      await this.database.transaction((tx) => this.change(tx, id, verb, by));
    } catch (error) {
      if (!isSecondOfGroup(error)) throw error;
      await assertOnlyOpenOfItsGroup(this.database, await lockIncident(this.database, id));
      throw error;
    }
    return this.incidents.get(id);
  }

  private async change(tx: NotifyingSql, id: string, verb: StatusVerb, by: Actor): Promise<void> {
    const incident = await lockIncident(tx, id);
    const change = changeStatus(incident.status, verb);
    if (change.kind === 'refused') throw new DomainError('conflict', change.reason);
    if (change.kind === 'unchanged') return;
    if (verb === 'reopen') await assertOnlyOpenOfItsGroup(tx, incident);
    const surroundings = { schema: this.database.schema, configuration: this.configuration };
    await moveIncident(tx, surroundings, incident, { verb, at: this.clock.now(), by });
  }
}
