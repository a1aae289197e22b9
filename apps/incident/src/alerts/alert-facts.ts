import { incidentEvents } from '@ringdown/contracts';
import { outboxEvent, type OutboxEvent } from '@ringdown/platform-messaging';
import type { IncidentConfiguration } from '../incidents/incident-configuration.js';
import { incidentFacts } from '../incidents/incident-facts.js';
import type { IncidentRow } from '../incidents/incident-row.js';
import type { AlertStep } from './alert-steps.js';

type Names = Pick<IncidentConfiguration, 'escalationPolicyId' | 'monitorName'>;

/** What a batch makes true, in its order. `correlations` are those of the alerts, by their ids. */
export function alertFacts(
  steps: readonly AlertStep[],
  incidents: ReadonlyMap<string, IncidentRow>,
  names: Names,
  correlations: ReadonlyMap<string, string>,
): OutboxEvent[] {
  return steps.flatMap((step): OutboxEvent[] => {
    const incident = incidents.get(step.incidentId);
    if (!incident || step.kind === 'repeated') return [];
    const facts = incidentFacts(incident, names.escalationPolicyId(incident), []);
    if (step.kind === 'opened') {
      const correlationId = correlations.get(step.change.ref);
      const opened = { ...facts, status: 'triggered' as const };
      return [outboxEvent(incidentEvents.opened, opened, correlationId ? { correlationId } : {})];
    }
    const by = {
      type: 'monitor' as const,
      id: incident.integration_id,
      name: names.monitorName(incident.integration_id),
    };
    return [
      outboxEvent(incidentEvents[step.kind], { ...facts, status: step.kind, at: step.change.at.toISOString(), by }),
    ];
  });
}
