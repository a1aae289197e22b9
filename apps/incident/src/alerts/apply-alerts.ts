import { Injectable } from '@nestjs/common';
import { type EventData, ingestEvents } from '@ringdown/contracts';
import { type AlertEvent, planChanges } from '@ringdown/domain-incidents';
import { carriedText } from '@ringdown/kernel';
import { appendToOutbox, EventHandler, type EventOf } from '@ringdown/platform-messaging';
import { Database, newId, type NotifyingSql, type Sql } from '@ringdown/platform-persistence';
import { IncidentConfiguration, IncidentRepository, type IncidentRow } from '../incidents/index.js';
import { alertEvents, type AlertStep, alertSteps, alertTimeline, newIncidents } from './alert-batch.js';
import { AlertRepository } from './alert.repository.js';

type AcceptedAlert = EventOf<typeof ingestEvents.alertAccepted>;

/** Opens, counts, acknowledges and resolves incidents as monitors say: one transaction for a batch, in the order of acceptance. */
@Injectable()
export class ApplyAlerts {
  constructor(
    private readonly database: Database,
    private readonly configuration: IncidentConfiguration,
    private readonly incidents: IncidentRepository,
    private readonly alerts: AlertRepository,
  ) {}

  @EventHandler(ingestEvents.alertAccepted, { durable: 'incident-apply-alerts' })
  async apply(tx: NotifyingSql, accepted: readonly AcceptedAlert[]): Promise<void> {
    const events = accepted.map(({ data }) => toAlertEvent(data));
    const plan = planChanges(events, await this.alerts.lockOpenIncidents(tx, events));
    const steps = alertSteps(plan, () => newId('incident'));
    if (steps.length === 0) return;
    const names = new Map(events.map(({ integrationId: id }) => [id, this.configuration.monitorName(id)]));
    const incidents = await this.save(tx, steps, names);
    const timeline = alertTimeline(steps, (id) => names.get(incidents.get(id)?.integration_id ?? '') ?? '');
    await this.incidents.appendTimeline(tx, timeline.before);
    await this.incidents.appendRepeats(tx, timeline.repeats);
    await this.incidents.appendTimeline(tx, timeline.after);
    const correlations = new Map(accepted.map(({ data, envelope }) => [data.id, envelope.correlationId]));
    await appendToOutbox(tx, this.database.schema, alertEvents(steps, incidents, this.configuration, correlations));
  }

  /** Stored ones first: only when one is resolved may a new one of its title be opened. */
  private async save(tx: Sql, steps: readonly AlertStep[], names: ReadonlyMap<string, string>) {
    const stored = await this.alerts.updateStored(tx, steps, names);
    const opened = await this.incidents.insert(tx, newIncidents(steps, names));
    return new Map<string, IncidentRow>([...stored, ...opened].map((incident) => [incident.id, incident]));
  }
}

function toAlertEvent({
  body: value,
  bodyJson: text,
  ...data
}: EventData<typeof ingestEvents.alertAccepted>): AlertEvent {
  const body = carriedText({ value, text });
  return { ...data, body: body === 'null' ? null : body, acceptedAt: new Date(data.acceptedAt) };
}
