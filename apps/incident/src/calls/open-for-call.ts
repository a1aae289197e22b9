import { Inject, Injectable } from '@nestjs/common';
import { callEvents, type ConfigDocument, incidentEvents } from '@ringdown/contracts';
import { callOpensIncident } from '@ringdown/domain-incidents';
import { LOGGER } from '@ringdown/platform-http';
import { appendToOutbox, fact, type FactOf, reaction, type Reaction } from '@ringdown/platform-messaging';
import { Settings } from '@ringdown/platform-config';
import { Database, newId, type Sql } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { ringdown } from '../incidents/actor.js';
import { IncidentConfiguration } from '../incidents/incident-configuration.js';
import { incidentFacts } from '../incidents/incident-facts.js';
import { insertIncidents, type NewIncidentRow } from '../incidents/incident-row.js';
import { appendTimeline } from '../incidents/timeline.js';
import { absoluteUrl, addCallMedia } from './add-call-media.js';
import { callPayloadOf, type CompletedCall } from './call-payload-of.js';

/** Opens an incident for a finished call, as its line is set. Two calls are two incidents, also under one title. */
@Injectable()
export class OpenForCall {
  constructor(
    private readonly database: Database,
    private readonly configuration: IncidentConfiguration,
    private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  reaction(): Reaction {
    return reaction({
      durable: 'incident-open-for-call',
      // One durable for both: a recording must not overtake its call.
      events: [callEvents.completed, callEvents.enriched],
      handle: async (tx, facts) => {
        for (const each of facts) {
          const isOver = each.subject === callEvents.completed.subject;
          if (isOver) await this.open(tx, each);
          const { callId, recording, voicemail } = each.data;
          const news = { callId, voicemail, recording: isOver ? null : recording };
          await addCallMedia(tx, news, this.settings.publicUrl, new Date(each.envelope.occurredAt));
        }
      },
    });
  }

  private async open(tx: Sql, { data: call, envelope }: FactOf<typeof callEvents.completed>): Promise<void> {
    const { line, integration } = await this.configuration.lineAndIntegration(call.lineId);
    if (!line) return this.logger.warn({ callId: call.callId, lineId: call.lineId }, 'the line of a call is gone');
    if (!callOpensIncident(line.incident.trigger, call)) return;
    if (!integration) {
      const where = { callId: call.callId, lineId: line.id, integrationId: line.incident.integrationId };
      return this.logger.warn(where, 'a call opens no incident: the integration of its line is gone');
    }
    if (await hasIncident(tx, call.callId)) return;
    await this.save(tx, this.rowOf(call, line, integration), call, envelope.correlationId);
  }

  private rowOf(
    call: CompletedCall,
    { incident: rule }: ConfigDocument<'line'>,
    integration: ConfigDocument<'integration'>,
  ): NewIncidentRow {
    const setting = {
      priority: rule.priority ?? null,
      severity: rule.severity ?? null,
      teams: this.configuration.teamSlugs(integration.teamIds),
    };
    const recording = call.recording ? absoluteUrl(call.recording.url, this.settings.publicUrl) : null;
    const payload = callPayloadOf(call, setting, recording);
    const endedAt = new Date(call.endedAt);
    return {
      id: newId('incident'),
      title: payload.title,
      status: 'triggered',
      priority: setting.priority,
      severity: setting.severity,
      integration_id: integration.id,
      escalation_policy_id: rule.escalationPolicyId,
      source: 'call',
      alert_title: null,
      details: payload,
      occurrences: 1,
      opened_at: endedAt,
      last_seen_at: endedAt,
      acknowledged_at: null,
      acknowledged_by: null,
      resolved_at: null,
      resolved_by: null,
      line_id: call.lineId,
    };
  }

  private async save(tx: Sql, row: NewIncidentRow, call: CompletedCall, correlationId: string): Promise<void> {
    const [incident] = await insertIncidents(tx, [row]);
    if (!incident) return;
    await tx.query('insert into incident_call (incident_id, call_id) values ($1, $2)', [incident.id, call.callId]);
    const text = `Opened by a call to ${call.lineName}`;
    const { id: incidentId, opened_at: at } = incident;
    await appendTimeline(tx, [{ incidentId, at, type: 'opened', actor: ringdown.name, text }]);
    const facts = incidentFacts(incident, this.configuration.escalationPolicyId(incident), [call.callId]);
    await appendToOutbox(tx, this.database.schema, [fact(incidentEvents.opened, facts, { correlationId })]);
    this.logger.info({ incidentId: row.id, callId: call.callId, correlationId }, 'a call opens an incident');
  }
}

const hasIncident = async (tx: Sql, callId: string): Promise<boolean> =>
  (await tx.query('select 1 from incident_call where call_id = $1', [callId])).length > 0;
