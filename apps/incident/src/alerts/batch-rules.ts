import {
  type AlertEvent,
  flappingWords,
  type IncidentTarget,
  type OnPlanned,
  type PlannedEvent,
  type RuledIncident,
  type RulesApplied,
  tidyTitle,
} from '@ringdown/domain-incidents';
import {
  type IncidentConfiguration,
  type NewOccurrence,
  ruleClosedWords,
  ruledOf,
  unruled,
} from '../incidents/index.js';
import type { StoredIncident } from './alert.repository.js';

/** What alert rules make of one incident of a batch, event after event. */
interface Ruling {
  readonly before: RuledIncident;
  after: RuledIncident;
  readonly changes: { readonly at: Date; readonly text: string }[];
  readonly addedChannelIds: string[];
  /** Epoch milliseconds. */
  readonly seenAt: number[];
}

interface Occurred {
  readonly target: IncidentTarget;
  readonly event: AlertEvent;
  readonly seen: boolean;
  readonly changes: readonly string[];
}

/** Looks at the alert rules for each event of a batch, in order, in memory; and keeps what every event has changed. */
export class BatchRules {
  private readonly rulings = new Map<string, Ruling>();
  private readonly occurred: Occurred[] = [];
  private readonly stored: ReadonlyMap<string, StoredIncident>;

  constructor(
    private readonly rules: IncidentConfiguration['alertRules'],
    open: ReadonlyMap<string, StoredIncident>,
  ) {
    this.stored = new Map([...open.values()].map((incident) => [incident.incidentId, incident]));
  }

  readonly onPlanned: OnPlanned = (planned) => {
    const seen = planned.effect === 'opened' || planned.effect === 'repeated';
    const applied = seen ? this.rule(planned) : null;
    const { target, event } = planned;
    const resolvedBy = applied?.resolvedBy ?? null;
    const acknowledgedBy = planned.isAcknowledged ? null : (applied?.acknowledgedBy ?? null);
    const closed = [
      ...(resolvedBy === null ? [] : [ruleClosedWords('resolve', resolvedBy)]),
      ...(acknowledgedBy === null ? [] : [ruleClosedWords('acknowledge', acknowledgedBy)]),
    ];
    const changes = [...effectOf(planned), ...(applied?.changes ?? []), ...closed];
    this.occurred.push({ target, event, seen, changes });
    return { acknowledgedBy, resolvedBy };
  };

  /** Null where no rule had anything to do; by the id of a stored incident, or by that of the event that opens it. */
  rulingOf(id: string): Pick<Ruling, 'before' | 'after' | 'changes' | 'addedChannelIds'> | null {
    const ruling = this.rulings.get(id);
    return ruling && ruling.after !== ruling.before ? ruling : null;
  }

  /** Each event, as the table of occurrences has it. */
  occurrences(idOf: (target: IncidentTarget) => string): NewOccurrence[] {
    return this.occurred.map(({ target, event, seen, changes }) => ({
      incident_id: idOf(target),
      event_id: event.id,
      at: event.acceptedAt,
      title: event.title,
      body: event.body,
      priority: event.priority,
      severity: event.severity,
      seen,
      changes: [...changes],
    }));
  }

  private rule({ event, target, occurrences }: PlannedEvent): RulesApplied | null {
    const ruling = this.begun(event, target);
    const at = event.acceptedAt;
    ruling.seenAt.push(at.getTime());
    if (ruling.seenAt.length > Math.max(1, this.rules.countsUpTo)) ruling.seenAt.shift();
    const ruled = {
      source: 'webhook',
      lineId: null,
      caller: null,
      integrationId: event.integrationId,
      title: tidyTitle(event.title),
      body: event.body,
      priority: event.priority,
      severity: event.severity,
      at,
      occurrences,
      occurredAt: ruling.seenAt,
    } as const;
    const applied = this.rules.apply(ruled, ruling.after);
    if (!applied) return null;
    ruling.after = applied.incident;
    ruling.changes.push(...applied.changes.map((text) => ({ at, text })));
    ruling.addedChannelIds.push(...applied.addedChannelIds);
    return applied;
  }

  private begun(event: AlertEvent, target: IncidentTarget): Ruling {
    const id = target.kind === 'stored' ? target.incidentId : target.ref;
    const known = this.rulings.get(id);
    if (known) return known;
    const stored = this.stored.get(id);
    const before = stored
      ? ruledOf(stored.row)
      : unruled({
          priority: event.priority,
          severity: event.severity,
          integration_id: event.integrationId,
          escalation_policy_id: null,
        });
    const ruling = {
      before,
      after: before,
      changes: [],
      addedChannelIds: [],
      seenAt: [...(stored?.row.seen_at ?? [])].reverse(),
    };
    this.rulings.set(id, ruling);
    return ruling;
  }
}

const effectOf = ({ effect, flapping }: PlannedEvent): readonly string[] => [
  ...effectWords[effect],
  ...(flapping ? [flappingWords(flapping)] : []),
];

const effectWords: Readonly<Record<PlannedEvent['effect'], readonly string[]>> = {
  opened: ['Opened the incident'],
  repeated: [],
  acknowledged: ['Acknowledged the incident'],
  recovered: ['Left the incident open: it is flapping, and closes once it is quiet'],
  resolved: ['Resolved the incident'],
  noted: ['Added a note'],
};
