import { Injectable } from '@nestjs/common';
import { type Incident, incidentEvents, type newIncident } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { appendToOutbox, fact } from '@ringdown/platform-messaging';
import { Database, newId } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import type { Actor } from './actor.js';
import { IncidentConfiguration } from './incident-configuration.js';
import { incidentFacts } from './incident-facts.js';
import { insertIncidents, type NewIncidentRow } from './incident-row.js';
import { ReadIncidents } from './read-incidents.js';
import { appendTimeline } from './timeline.js';

/** Opens an incident that a person reports; it is never grouped with others. */
@Injectable()
export class OpenByHand {
  constructor(
    private readonly database: Database,
    private readonly configuration: IncidentConfiguration,
    private readonly incidents: ReadIncidents,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `invalid` when the integration or the escalation policy does not exist. */
  async execute(wanted: z.output<typeof newIncident>, by: Actor): Promise<Incident> {
    await this.configuration.assertIntegration(wanted.integrationId);
    await this.configuration.assertEscalationPolicy(wanted.escalationPolicyId);
    const incident = rowOf(wanted, this.clock.now());
    await this.database.transaction(async (tx) => {
      const [opened] = await insertIncidents(tx, [incident]);
      if (!opened) return;
      const { id, opened_at: at } = opened;
      await appendTimeline(tx, [{ incidentId: id, at, type: 'opened', actor: by.name, text: `Opened by ${by.name}` }]);
      const policyId = this.configuration.escalationPolicyId(opened);
      await appendToOutbox(tx, this.database.schema, [
        fact(incidentEvents.opened, incidentFacts(opened, policyId, [])),
      ]);
    });
    return this.incidents.get(incident.id);
  }
}

const rowOf = (wanted: z.output<typeof newIncident>, now: Date): NewIncidentRow => ({
  id: newId('incident'),
  title: wanted.title,
  status: 'triggered',
  priority: wanted.priority ?? null,
  severity: wanted.severity ?? null,
  integration_id: wanted.integrationId,
  escalation_policy_id: wanted.escalationPolicyId ?? null,
  source: 'manual',
  alert_title: null,
  details: wanted.body ?? null,
  occurrences: 1,
  opened_at: now,
  last_seen_at: now,
  acknowledged_at: null,
  acknowledged_by: null,
  resolved_at: null,
  resolved_by: null,
  line_id: null,
});
