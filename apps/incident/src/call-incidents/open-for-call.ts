import { Inject, Injectable } from '@nestjs/common';
import type { callEvents, CallPayload, ConfigDocument } from '@ringdown/contracts';
import { callOpensIncident, ringOpensIncident } from '@ringdown/domain-incidents';
import { Settings } from '@ringdown/platform-config';
import { LOGGER } from '@ringdown/platform-http';
import type { EventOf } from '@ringdown/platform-messaging';
import { newId, type NotifyingSql } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { IncidentConfiguration, IncidentLifecycle, type OpeningRow, ringdown } from '../incidents/index.js';
import { CallIncidentRepository } from './call-incident.repository.js';
import { absoluteUrl, callPayloadOf, type CallSetting, type CallSoFar, ringing } from './call-payload.js';

type Line = ConfigDocument<'line'>;

interface Opening {
  readonly call: CallSoFar;
  readonly line: Line;
  readonly recording: string | null;
  readonly at: Date;
  readonly correlationId: string;
}

/** Opens an incident for a call, as its line is set: when it comes in, or when it is over. Two calls are two incidents, also under one title. */
@Injectable()
export class OpenForCall {
  constructor(
    private readonly calls: CallIncidentRepository,
    private readonly lifecycle: IncidentLifecycle,
    private readonly configuration: IncidentConfiguration,
    private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async atStart(tx: NotifyingSql, { data: call, envelope }: EventOf<typeof callEvents.started>): Promise<void> {
    const { line } = await this.configuration.lineAndIntegration(call.lineId);
    if (!line || !ringOpensIncident(line.incident, call)) return;
    if (await this.calls.findKnownCall(tx, call.callId)) return;
    const soFar = ringing(call, line.recordingEnabled);
    const { correlationId } = envelope;
    await this.open(tx, { call: soFar, line, recording: null, at: new Date(call.calledAt), correlationId });
  }

  async atEnd(tx: NotifyingSql, { data: call, envelope }: EventOf<typeof callEvents.completed>): Promise<void> {
    const { line } = await this.configuration.lineAndIntegration(call.lineId);
    if (!line) {
      const where = { callId: call.callId, lineId: call.lineId };
      return this.logger.warn(where, 'a call opens no incident: its line was deleted');
    }
    if (!callOpensIncident(line.incident.trigger, call)) return;
    const recording = call.recording ? absoluteUrl(call.recording.url, this.settings.publicUrl) : null;
    const { correlationId } = envelope;
    await this.open(tx, { call, line, recording, at: new Date(call.endedAt), correlationId });
  }

  private async open(tx: NotifyingSql, { call, line, recording, at, correlationId }: Opening): Promise<void> {
    const { integration } = await this.configuration.lineAndIntegration(line.id);
    const { callId } = call;
    if (!integration) {
      const where = { callId, lineId: line.id, integrationId: line.incident.integrationId };
      return this.logger.warn(where, 'a call opens no incident: the integration of its line was deleted');
    }
    if ((await this.calls.linkedIncident(tx, callId)) !== null) return;
    const payload = callPayloadOf(call, this.settingOf(line, integration), recording);
    const row = callIncidentRow(line, integration.id, payload, at);
    const text = `Opened by a call to ${call.lineName}`;
    await this.lifecycle.open(tx, row, { actor: ringdown, text, callIds: [callId], correlationId });
    await this.calls.claim(tx, callId, row.id);
    await this.calls.saveKnownCall(tx, callId, { incident_id: row.id });
    this.logger.info({ incidentId: row.id, callId, correlationId }, 'a call opens an incident');
  }

  private settingOf({ incident: rule }: Line, { teamIds }: ConfigDocument<'integration'>): CallSetting {
    return {
      priority: rule.priority ?? null,
      severity: rule.severity ?? null,
      teams: this.configuration.teamSlugs(teamIds),
    };
  }
}

const callIncidentRow = (line: Line, integrationId: string, payload: CallPayload, at: Date): OpeningRow => ({
  id: newId('incident'),
  title: payload.title,
  status: 'triggered',
  priority: payload.priority,
  severity: payload.severity,
  integration_id: integrationId,
  escalation_policy_id: line.incident.escalationPolicyId,
  source: 'call',
  alert_title: null,
  details: JSON.stringify(payload),
  occurrences: 1,
  opened_at: at,
  last_seen_at: at,
  acknowledged_at: null,
  acknowledged_by: null,
  resolved_at: null,
  resolved_by: null,
  line_id: line.id,
});
