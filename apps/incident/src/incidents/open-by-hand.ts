import { Injectable } from '@nestjs/common';
import { callPayload, type IncidentAnswer, incidentEvents, type newIncident } from '@ringdown/contracts';
import { Clock, DomainError } from '@ringdown/kernel';
import { appendToOutbox, outboxEvent } from '@ringdown/platform-messaging';
import { Database, newId, type Sql } from '@ringdown/platform-persistence';
import type { z } from 'zod';
import { findKnownCall, keepKnownCall } from '../calls/known-calls.js';
import type { Actor } from './actor.js';
import { claimCall } from './claim-call.js';
import { IncidentConfiguration } from './incident-configuration.js';
import { incidentFacts } from './incident-facts.js';
import { insertIncidents, type NewIncidentRow } from './incident-row.js';
import { ReadIncidents } from './read-incidents.js';
import { appendTimeline } from './timeline.js';

type Wanted = z.output<typeof newIncident>;

/** Opens an incident that a person reports, by itself or for a call; it is never grouped with others. */
@Injectable()
export class OpenByHand {
  constructor(
    private readonly database: Database,
    private readonly configuration: IncidentConfiguration,
    private readonly incidents: ReadIncidents,
    private readonly clock: Clock,
  ) {}

  /**
   * For a call, `body` is the call's payload; it is completed when the call ends.
   * @throws DomainError `invalid` when the integration or the escalation policy does not exist, `conflict` when the call has an incident, or has ended since the payload was made.
   */
  async execute(wanted: Wanted, by: Actor, callId: string | null = null): Promise<IncidentAnswer> {
    await this.configuration.assertIntegration(wanted.integrationId);
    await this.configuration.assertEscalationPolicy(wanted.escalationPolicyId);
    const incident = rowOf(wanted, callId ? 'call' : 'manual', this.clock.now());
    await this.database.transaction(async (tx) => {
      if (callId) await assertStillSo(tx, callId, wanted.body);
      const [opened] = await insertIncidents(tx, [incident]);
      if (!opened) return;
      const { id, opened_at: at } = opened;
      if (callId) await claimCall(tx, callId, id);
      const text = `Opened by ${by.name}${callId ? ` for the call ${callId}` : ''}`;
      await appendTimeline(tx, [{ incidentId: id, at, type: 'opened', actor: by.name, text }]);
      const policyId = this.configuration.escalationPolicyId(opened);
      const facts = incidentFacts(opened, policyId, callId ? [callId] : []);
      await appendToOutbox(tx, this.database.schema, [outboxEvent(incidentEvents.opened, facts)]);
    });
    return this.incidents.get(incident.id);
  }
}

/** Holds back the end of the call until the incident is there to be completed by it. */
async function assertStillSo(tx: Sql, callId: string, body: unknown): Promise<void> {
  await keepKnownCall(tx, callId, {});
  const isLive = callPayload.safeParse(body).data?.details.call.duration === null;
  if (isLive && (await findKnownCall(tx, callId))?.ended) {
    throw new DomainError('conflict', 'The call has ended this moment. Open its incident again.');
  }
}

const rowOf = (wanted: Wanted, source: 'manual' | 'call', now: Date): NewIncidentRow => ({
  id: newId('incident'),
  title: wanted.title,
  status: 'triggered',
  priority: wanted.priority ?? null,
  severity: wanted.severity ?? null,
  integration_id: wanted.integrationId,
  escalation_policy_id: wanted.escalationPolicyId ?? null,
  source,
  alert_title: null,
  details: wanted.body === undefined || wanted.body === null ? null : JSON.stringify(wanted.body),
  occurrences: 1,
  opened_at: now,
  last_seen_at: now,
  acknowledged_at: null,
  acknowledged_by: null,
  resolved_at: null,
  resolved_by: null,
  line_id: null,
});
