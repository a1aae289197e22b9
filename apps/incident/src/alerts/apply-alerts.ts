import { Injectable } from '@nestjs/common';
import { type EventData, ingestEvents } from '@ringdown/contracts';
import { type AlertEvent, planChanges } from '@ringdown/domain-incidents';
import { carriedText, Clock } from '@ringdown/kernel';
import { type AfterCommit, appendToOutbox, EventHandler, type EventOf } from '@ringdown/platform-messaging';
import { Database, newId, type NotifyingSql, type Sql } from '@ringdown/platform-persistence';
import {
  type Happening,
  IncidentConfiguration,
  IncidentDeadlines,
  IncidentLifecycle,
  IncidentRepository,
  type IncidentRow,
  ringdown,
  timelineOf,
} from '../incidents/index.js';
import { alertEvents, type AlertStep, alertSteps, alertTimeline, newIncidents } from './alert-batch.js';
import { AlertRepository, type Monitor } from './alert.repository.js';

type AcceptedAlert = EventOf<typeof ingestEvents.alertAccepted>;

/** The incidents of a batch as they are at its end, and what happened at once to those that it opened. */
interface Saved {
  readonly incidents: ReadonlyMap<string, IncidentRow>;
  readonly happened: ReadonlyMap<string, readonly Happening[]>;
}

/** Opens, counts, acknowledges and resolves incidents as monitors say: one transaction for a batch, in the order of acceptance. */
@Injectable()
export class ApplyAlerts {
  constructor(
    private readonly database: Database,
    private readonly configuration: IncidentConfiguration,
    private readonly incidents: IncidentRepository,
    private readonly lifecycle: IncidentLifecycle,
    private readonly deadlines: IncidentDeadlines,
    private readonly alerts: AlertRepository,
    private readonly clock: Clock,
  ) {}

  @EventHandler(ingestEvents.alertAccepted, { durable: 'incident-apply-alerts' })
  async apply(tx: NotifyingSql, accepted: readonly AcceptedAlert[]): Promise<AfterCommit | void> {
    const events = accepted.map(({ data }) => toAlertEvent(data));
    const plan = planChanges(events, await this.alerts.lockOpenIncidents(tx, events));
    const steps = alertSteps(plan, () => newId('incident'));
    if (steps.length === 0) return;
    const monitors = new Map(events.map(({ integrationId: id }) => [id, this.configuration.monitor(id)]));
    const names = new Map([...monitors].map(([id, { name }]) => [id, name]));
    const saved = await this.save(tx, steps, monitors);
    const { incidents } = saved;
    const timeline = alertTimeline(steps, (id) => names.get(incidents.get(id)?.integration_id ?? '') ?? '');
    await this.incidents.appendTimeline(tx, timeline.before);
    await this.incidents.appendRepeats(tx, timeline.repeats);
    const correlations = new Map(accepted.map(({ data, envelope }) => [data.id, envelope.correlationId]));
    const taken = this.takenSteps(steps, saved, correlations);
    await this.incidents.appendTimeline(tx, [...timeline.after, ...taken.flatMap(({ timeline: entries }) => entries)]);
    await appendToOutbox(tx, this.database.schema, [
      ...alertEvents(steps, incidents, this.configuration, correlations),
      ...taken.flatMap(({ events: escalations }) => escalations),
    ]);
    const changed = new Set(steps.flatMap(({ kind, incidentId }) => (kind === 'repeated' ? [] : [incidentId])));
    return () => this.deadlines.schedule([...changed].flatMap((id) => incidents.get(id) ?? []));
  }

  /** Stored ones first: only when one is resolved may a new one of its title be opened. */
  private async save(tx: Sql, steps: readonly AlertStep[], monitors: ReadonlyMap<string, Monitor>): Promise<Saved> {
    const stored = await this.alerts.updateStored(tx, steps, monitors);
    const names = new Map([...monitors].map(([id, { name }]) => [id, name]));
    const opening = newIncidents(steps, names).map((row) => this.lifecycle.begin(row));
    const opened = await this.incidents.insert(
      tx,
      opening.map(({ row }) => row),
    );
    return {
      incidents: new Map([...stored, ...opened].map((incident) => [incident.id, incident])),
      happened: new Map(opening.map(({ row, happened }) => [row.id, happened])),
    };
  }

  /** First steps without delay, which are taken as an incident opens. */
  private takenSteps(
    steps: readonly AlertStep[],
    { incidents, happened }: Saved,
    correlations: ReadonlyMap<string, string>,
  ) {
    return steps.flatMap((step) => {
      const incident = incidents.get(step.incidentId);
      const taken = happened.get(step.incidentId) ?? [];
      if (step.kind !== 'opened' || !incident || taken.length === 0) return [];
      const correlationId = correlations.get(step.change.ref);
      const handling = { at: this.clock.now(), actor: ringdown, ...(correlationId ? { correlationId } : {}) };
      return [
        {
          timeline: timelineOf(incident.id, taken, handling),
          events: this.lifecycle.eventsOf(incident, taken, handling, []),
        },
      ];
    });
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
