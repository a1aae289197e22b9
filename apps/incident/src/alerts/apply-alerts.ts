import { Injectable } from '@nestjs/common';
import { type EventData, ingestEvents } from '@ringdown/contracts';
import { type AlertEvent, planChanges } from '@ringdown/domain-incidents';
import { carriedText } from '@ringdown/kernel';
import { appendToOutbox, EventHandler, type EventOf } from '@ringdown/platform-messaging';
import { Database, newId, type NotifyingSql, type Sql } from '@ringdown/platform-persistence';
import { IncidentConfiguration } from '../incidents/incident-configuration.js';
import { insertIncidents, type IncidentRow } from '../incidents/incident-row.js';
import { appendRepeats, appendTimeline } from '../incidents/timeline.js';
import { alertFacts } from './alert-facts.js';
import { type AlertStep, alertSteps } from './alert-steps.js';
import { alertTimeline } from './alert-timeline.js';
import { lockOpenIncidents } from './lock-open-incidents.js';
import { newIncidents } from './new-incidents.js';
import { updateStoredIncidents } from './update-stored-incidents.js';

type AcceptedAlert = EventOf<typeof ingestEvents.alertAccepted>;

/** Opens, counts, acknowledges and resolves incidents as monitors say: one transaction for a batch, in the order of acceptance. */
@Injectable()
export class ApplyAlerts {
  constructor(
    private readonly database: Database,
    private readonly configuration: IncidentConfiguration,
  ) {}

  @EventHandler(ingestEvents.alertAccepted, { durable: 'incident-apply-alerts' })
  async apply(tx: NotifyingSql, accepted: readonly AcceptedAlert[]): Promise<void> {
    const events = accepted.map(({ data }) => toAlertEvent(data));
    const plan = planChanges(events, await lockOpenIncidents(tx, events));
    const steps = alertSteps(plan, () => newId('incident'));
    if (steps.length === 0) return;
    const names = new Map(events.map(({ integrationId: id }) => [id, this.configuration.monitorName(id)]));
    const incidents = await save(tx, steps, names);
    const timeline = alertTimeline(steps, (id) => names.get(incidents.get(id)?.integration_id ?? '') ?? '');
    await appendTimeline(tx, timeline.before);
    await appendRepeats(tx, timeline.repeats);
    await appendTimeline(tx, timeline.after);
    const correlations = new Map(accepted.map(({ data, envelope }) => [data.id, envelope.correlationId]));
    await appendToOutbox(tx, this.database.schema, alertFacts(steps, incidents, this.configuration, correlations));
  }
}

/** Stored ones first: one that is resolved here makes room for a new one of its title. */
async function save(tx: Sql, steps: readonly AlertStep[], names: ReadonlyMap<string, string>) {
  const stored = await updateStoredIncidents(tx, steps, names);
  const opened = await insertIncidents(tx, newIncidents(steps, names));
  return new Map<string, IncidentRow>([...stored, ...opened].map((incident) => [incident.id, incident]));
}

function toAlertEvent({
  body: value,
  bodyJson: text,
  ...data
}: EventData<typeof ingestEvents.alertAccepted>): AlertEvent {
  const body = carriedText({ value, text });
  return { ...data, body: body === 'null' ? null : body, acceptedAt: new Date(data.acceptedAt) };
}
