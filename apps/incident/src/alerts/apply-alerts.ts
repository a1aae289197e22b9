import { Injectable } from '@nestjs/common';
import { type EventData, incidentEvents, ingestEvents } from '@ringdown/contracts';
import { type AlertEvent, type EarlierOpenings, minutesAfter, planChanges } from '@ringdown/domain-incidents';
import { carriedText } from '@ringdown/kernel';
import {
  type AfterCommit,
  EventHandler,
  type EventOf,
  outboxEvent,
  type OutboxEvent,
} from '@ringdown/platform-messaging';
import { newId, type NotifyingSql, type Sql } from '@ringdown/platform-persistence';
import {
  appendRepeats,
  appendTimeline,
  arrivedAt,
  type Happening,
  type IncidentConfiguration,
  IncidentDeadlines,
  incidentEventData,
  IncidentLifecycle,
  IncidentRepository,
  type IncidentRow,
  OccurrenceRepository,
  ringdown,
  ruleEntries,
  tellAddedResponders,
  type TimelineEntry,
  timelineOf,
} from '../incidents/index.js';
import { alertEvents, type AlertStep, alertSteps, alertTimeline, newIncidents } from './alert-batch.js';
import { BatchRules } from './batch-rules.js';
import { AlertRepository, type StoredIncident } from './alert.repository.js';
import { storedAfter } from './stored-after.js';

type AcceptedAlert = EventOf<typeof ingestEvents.alertAccepted>;

/** The incidents of a batch as they are at its end, and what happened at once to those that it opened. */
interface Saved {
  readonly incidents: ReadonlyMap<string, IncidentRow>;
  readonly happened: ReadonlyMap<string, readonly Happening[]>;
  /** What alert rules have changed. */
  readonly ruled: readonly {
    readonly incidentId: string;
    readonly entries: readonly TimelineEntry[];
    readonly events: readonly OutboxEvent[];
  }[];
}

type Ruling = NonNullable<ReturnType<BatchRules['rulingOf']>>;

/** Opens, counts, acknowledges and resolves incidents as monitors say: one transaction for a batch, in the order of acceptance. */
@Injectable()
export class ApplyAlerts {
  constructor(
    private readonly incidents: IncidentRepository,
    private readonly occurrences: OccurrenceRepository,
    private readonly lifecycle: IncidentLifecycle,
    private readonly deadlines: IncidentDeadlines,
    private readonly alerts: AlertRepository,
  ) {}

  private get configuration(): IncidentConfiguration {
    return this.lifecycle.configuration;
  }

  @EventHandler(ingestEvents.alertAccepted, { durable: 'incident-apply-alerts' })
  async apply(tx: NotifyingSql, accepted: readonly AcceptedAlert[]): Promise<AfterCommit | void> {
    const events = await this.alerts.named(
      tx,
      accepted.map(({ data }) => toAlertEvent(data)),
    );
    const { alertRules } = this.configuration;
    const open = await this.alerts.lockOpenIncidents(tx, events, alertRules.countsUpTo);
    const rules = new BatchRules(alertRules, open);
    const plan = planChanges(events, open, rules.onPlanned, await this.earlierOpenings(tx, events));
    const steps = alertSteps(plan, () => newId('incident'));
    if (steps.length === 0) return;
    const saved = await this.save(tx, steps, open, rules);
    const { incidents, ruled } = saved;
    const timeline = alertTimeline(steps, (id) => {
      const incident = incidents.get(id);
      return incident ? this.configuration.monitorName(arrivedAt(incident)) : '';
    });
    await appendTimeline(tx, [...timeline.before, ...ruled.flatMap(({ entries }) => entries)]);
    await appendRepeats(tx, timeline.repeats);
    const correlations = new Map(accepted.map(({ data, envelope }) => [data.id, envelope.correlationId]));
    const taken = this.takenSteps(steps, saved, correlations);
    await appendTimeline(tx, [...timeline.after, ...taken.flatMap(({ timeline: entries }) => entries)]);
    await this.lifecycle.publish(tx, [
      ...alertEvents(steps, incidents, this.configuration, correlations),
      ...taken.flatMap(({ events: escalations }) => escalations),
      ...ruled.flatMap(({ events: added }) => added),
    ]);
    const openedBy = new Map(
      steps.flatMap((step) => (step.kind === 'opened' ? [[step.change.ref, step.incidentId] as const] : [])),
    );
    await this.occurrences.insert(
      tx,
      rules.occurrences((target) => (target.kind === 'stored' ? target.incidentId : (openedBy.get(target.ref) ?? ''))),
    );
    const changed = new Set([
      ...steps.flatMap(({ kind, incidentId }) => (kind === 'repeated' ? [] : [incidentId])),
      ...ruled.map(({ incidentId }) => incidentId),
    ]);
    return () => this.deadlines.schedule([...changed].flatMap((id) => incidents.get(id) ?? []));
  }

  /** When the groups of these events have opened lately, where their integration wants to know what flaps. */
  private async earlierOpenings(tx: Sql, events: readonly AlertEvent[]): Promise<EarlierOpenings> {
    const ruleOf = (integrationId: string) => this.configuration.flapping(integrationId);
    const openedAt = await this.alerts.openings(tx, events, ({ integrationId, acceptedAt }) => {
      const rule = ruleOf(integrationId);
      return rule && minutesAfter(acceptedAt, -rule.withinMinutes);
    });
    return { ruleOf, openedAt };
  }

  /** Stored ones first: only when one is resolved may a new one of its title be opened. */
  private async save(
    tx: Sql,
    steps: readonly AlertStep[],
    open: ReadonlyMap<string, StoredIncident>,
    rules: BatchRules,
  ): Promise<Saved> {
    const { configuration } = this;
    const around = { configuration, now: this.lifecycle.clock.now() };
    const stepsOf = new Map<string, readonly AlertStep[]>();
    for (const step of steps) stepsOf.set(step.incidentId, [...(stepsOf.get(step.incidentId) ?? []), step]);
    const stored = await this.incidents.saveAll(
      tx,
      [...open.values()].flatMap(({ row }) => {
        const own = stepsOf.get(row.id);
        return own ? [storedAfter(row, own, rules.rulingOf(row.id)?.after ?? null, around)] : [];
      }),
    );
    const refs = new Map(
      steps.flatMap((step) => (step.kind === 'opened' ? [[step.incidentId, step.change.ref] as const] : [])),
    );
    const rulingOfNew = (id: string) => rules.rulingOf(refs.get(id) ?? '');
    const opening = newIncidents(steps, (id) => configuration.monitorName(id)).map(({ row, flapping, links }) =>
      this.lifecycle.begin(row, rulingOfNew(row.id)?.after, { flapping, links }),
    );
    const opened = await this.incidents.insert(
      tx,
      opening.map(({ row }) => row),
    );
    const happened = new Map(opening.map(({ row, happened: atOnce }) => [row.id, atOnce]));
    const noted = (incident: IncidentRow, ruling: Ruling | null, atOnce: readonly Happening[] | null) =>
      ruling ? [this.noted(incident, ruling, atOnce)] : [];
    return {
      incidents: new Map([...stored, ...opened].map((one) => [one.id, one])),
      ruled: [
        ...stored.flatMap((incident) => noted(incident, rules.rulingOf(incident.id), null)),
        ...opened.flatMap((incident) => noted(incident, rulingOfNew(incident.id), happened.get(incident.id) ?? [])),
      ],
      happened,
    };
  }

  /**
   * What rules have changed, for the timeline; and the events that tell the responders whom they have added, and the channels that they
   * have added to a stored incident. `happened`: to one that opens, at once.
   */
  private noted(incident: IncidentRow, ruling: Ruling, happened: readonly Happening[] | null): Saved['ruled'][number] {
    const { changes, addedChannelIds } = ruling;
    // what is late waits for its news, as a step does
    const addedAt = changes.at(-1)?.at ?? this.lifecycle.clock.now();
    const told = tellAddedResponders(
      incident,
      { before: ruling.before.responderIds, by: ringdown, at: addedAt, happened: happened ?? [] },
      this.configuration,
    );
    const entries = [...changes.flatMap(({ at, text }) => ruleEntries(incident.id, at, [text])), ...told.entries];
    const isTold = happened === null && addedChannelIds.length > 0 && incident.status !== 'resolved';
    if (!isTold) return { incidentId: incident.id, entries, events: told.events };
    const data = incidentEventData(incident, this.configuration.escalationPolicyId(incident), []);
    const at = this.lifecycle.clock.now().toISOString();
    const added = outboxEvent(incidentEvents.channelsAdded, {
      ...data,
      at,
      by: ringdown,
      addedChannelIds: [...addedChannelIds],
    });
    return { incidentId: incident.id, entries, events: [added, ...told.events] };
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
      const handling = { at: this.lifecycle.clock.now(), actor: ringdown, ...(correlationId ? { correlationId } : {}) };
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
  note,
  incidentNumber,
  links,
  ...data
}: EventData<typeof ingestEvents.alertAccepted>): AlertEvent {
  const body = carriedText({ value, text });
  return {
    ...data,
    body: body === 'null' ? null : body,
    acceptedAt: new Date(data.acceptedAt),
    ...(note === undefined ? {} : { note }),
    ...(incidentNumber === undefined ? {} : { incidentNumber }),
    ...(links === undefined ? {} : { links }),
  };
}
