import { Inject, Injectable } from '@nestjs/common';
import { callEvents, type ConfigDocument, incidentEvents } from '@ringdown/contracts';
import { callOpensIncident, ringOpensIncident } from '@ringdown/domain-incidents';
import { LOGGER } from '@ringdown/platform-http';
import { appendToOutbox, outboxEvent, EventHandler, type EventOf } from '@ringdown/platform-messaging';
import { Settings } from '@ringdown/platform-config';
import { Database, type NotifyingSql, type Sql } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import { ringdown } from '../incidents/actor.js';
import { IncidentConfiguration } from '../incidents/incident-configuration.js';
import { incidentFacts } from '../incidents/incident-facts.js';
import { insertIncidents } from '../incidents/incident-row.js';
import { appendTimeline } from '../incidents/timeline.js';
import { absoluteUrl, addCallMedia } from './add-call-media.js';
import { answerCallIncident } from './answer-call-incident.js';
import { callIncidentRow } from './call-incident-row.js';
import { callPayloadOf, type CallSetting, type CallSoFar, ringing } from './call-payload-of.js';
import { endCallIncident, endOtherIncidents } from './end-call-incident.js';
import { forgetCall } from './forget-call.js';
import { findKnownCall, keepKnownCall } from './known-calls.js';

type Line = ConfigDocument<'line'>;

type Followed = EventOf<(typeof callEvents)[Exclude<keyof typeof callEvents, 'rang'>]>;

interface Opening {
  readonly call: CallSoFar;
  readonly line: Line;
  readonly recording: string | null;
  readonly at: Date;
  readonly correlationId: string;
}

/**
 * Opens an incident for a call, as its line is set: when it comes in, or when it is over; and follows the call from there.
 * Two calls are two incidents, also under one title.
 */
@Injectable()
export class OpenForCall {
  constructor(
    private readonly database: Database,
    private readonly configuration: IncidentConfiguration,
    private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  // One durable for all of a call: neither its answer, nor its end, nor its recording may overtake what came before.
  @EventHandler(
    [callEvents.started, callEvents.answered, callEvents.completed, callEvents.enriched, callEvents.deleted],
    { durable: 'incident-open-for-call' },
  )
  async take(tx: NotifyingSql, events: readonly Followed[]): Promise<void> {
    for (const each of events) await this.takeOne(tx, each);
  }

  private async takeOne(tx: NotifyingSql, each: Followed): Promise<void> {
    const at = new Date(each.envelope.occurredAt);
    switch (each.subject) {
      case callEvents.started.subject:
        return this.start(tx, each);
      case callEvents.answered.subject:
        return answerCallIncident(tx, this.surroundings, each);
      case callEvents.completed.subject:
        await this.end(tx, each);
        return addCallMedia(tx, { ...each.data, recording: null }, this.settings.publicUrl, at);
      case callEvents.enriched.subject:
        return addCallMedia(tx, each.data, this.settings.publicUrl, at);
      case callEvents.deleted.subject:
        return forgetCall(tx, each.data.callId, at);
    }
  }

  private async start(tx: NotifyingSql, { data: call, envelope }: EventOf<typeof callEvents.started>): Promise<void> {
    const { line } = await this.configuration.lineAndIntegration(call.lineId);
    if (!line || !ringOpensIncident(line.incident, call)) return;
    if (await findKnownCall(tx, call.callId)) return;
    const soFar = ringing(call, line.recordingEnabled);
    const { correlationId } = envelope;
    await this.open(tx, { call: soFar, line, recording: null, at: new Date(call.calledAt), correlationId });
  }

  private async end(tx: NotifyingSql, each: EventOf<typeof callEvents.completed>): Promise<void> {
    const { data: call, envelope } = each;
    const known = await findKnownCall(tx, call.callId);
    if (known?.ended) return;
    await keepKnownCall(tx, call.callId, { ended: true });
    const incidentId = known?.incidentId ?? null;
    await endOtherIncidents(tx, call, incidentId, this.settings.publicUrl);
    if (known && incidentId) return endCallIncident(tx, this.surroundings, { ...known, incidentId }, each);
    const { line } = await this.configuration.lineAndIntegration(call.lineId);
    if (!line) return this.logger.warn({ callId: call.callId, lineId: call.lineId }, 'the line of a call is gone');
    if (!callOpensIncident(line.incident.trigger, call)) return;
    const recording = call.recording ? absoluteUrl(call.recording.url, this.settings.publicUrl) : null;
    const { correlationId } = envelope;
    await this.open(tx, { call, line, recording, at: new Date(call.endedAt), correlationId });
  }

  private async open(tx: NotifyingSql, { call, line, recording, at, correlationId }: Opening): Promise<void> {
    const { integration } = await this.configuration.lineAndIntegration(line.id);
    if (!integration) {
      const where = { callId: call.callId, lineId: line.id, integrationId: line.incident.integrationId };
      return this.logger.warn(where, 'a call opens no incident: the integration of its line is gone');
    }
    if (await hasIncident(tx, call.callId)) return;
    const payload = callPayloadOf(call, this.settingOf(line, integration), recording);
    const [incident] = await insertIncidents(tx, [callIncidentRow(line, integration.id, payload, at)]);
    if (!incident) return;
    const { id: incidentId } = incident;
    await tx.query('insert into incident_call (incident_id, call_id) values ($1, $2)', [incidentId, call.callId]);
    await keepKnownCall(tx, call.callId, { incidentId });
    const text = `Opened by a call to ${call.lineName}`;
    await appendTimeline(tx, [{ incidentId, at, type: 'opened', actor: ringdown.name, text }]);
    const facts = incidentFacts(incident, this.configuration.escalationPolicyId(incident), [call.callId]);
    await appendToOutbox(tx, this.database.schema, [outboxEvent(incidentEvents.opened, facts, { correlationId })]);
    this.logger.info({ incidentId, callId: call.callId, correlationId }, 'a call opens an incident');
  }

  private settingOf({ incident: rule }: Line, { teamIds }: ConfigDocument<'integration'>): CallSetting {
    return {
      priority: rule.priority ?? null,
      severity: rule.severity ?? null,
      teams: this.configuration.teamSlugs(teamIds),
    };
  }

  private get surroundings() {
    const { publicUrl } = this.settings;
    return { schema: this.database.schema, configuration: this.configuration, publicUrl };
  }
}

const hasIncident = async (tx: Sql, callId: string): Promise<boolean> =>
  (await tx.query('select 1 from incident_call where call_id = $1', [callId])).length > 0;
