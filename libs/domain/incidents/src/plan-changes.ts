import { type AlertEvent, groupKey, groupOf, tidyTitle } from './alert-event.js';
import { minutesAfter } from './escalation.js';
import { type EarlierOpenings, type Flapping, noEarlierOpenings, OpeningCount } from './flapping.js';
import type {
  IncidentChange,
  IncidentTarget,
  OpenChange,
  OpenIncident,
  RecoverChange,
  RepeatChange,
} from './incident-change.js';

/** An event that has an effect, and the incident that it is about, this time counted in. */
export interface PlannedEvent {
  readonly event: AlertEvent;
  readonly target: IncidentTarget;
  readonly effect: 'opened' | 'repeated' | 'acknowledged' | 'recovered' | 'resolved' | 'noted';
  readonly occurrences: number;
  /** Somebody has acknowledged the incident before. */
  readonly isAcknowledged: boolean;
  /** Of an event that opens one. */
  readonly flapping: Flapping | null;
}

/** Hears of each such event, in order, and answers by which alert rule a trigger acknowledges or resolves its incident at once. */
export type OnPlanned = (planned: PlannedEvent) => {
  readonly acknowledgedBy: string | null;
  readonly resolvedBy: string | null;
};

type Seen = OpenChange | RepeatChange;

/** A group with an open incident at this point of the batch. */
interface LiveGroup {
  readonly target: IncidentTarget;
  readonly occurrences: number;
  readonly isAcknowledged: boolean;
  readonly quietMinutes: number | null;
  readonly quietAt: Date | null;
  /** The changes that tell so far how often it was seen and that it has recovered, and where they stand in the plan. */
  readonly seen: { readonly at: number; readonly change: Seen } | null;
  readonly recovered: { readonly at: number; readonly change: RecoverChange } | null;
}

/**
 * What a batch of accepted events does to incidents. `events` are in the order of acceptance, which is the order of the array:
 * the clocks of several instances disagree. `open` has every incident, by `groupKey`, that is open before the batch.
 * Triggers of one incident fold into the change of the first of them, and so do its recoveries.
 */
export function planChanges(
  events: readonly AlertEvent[],
  open: ReadonlyMap<string, OpenIncident>,
  onPlanned: OnPlanned = () => nothingMore,
  earlier: EarlierOpenings = noEarlierOpenings,
): readonly IncidentChange[] {
  const plan = new Plan(open, onPlanned, earlier);
  for (const event of events) plan.take(event);
  return plan.changes;
}

const nothingMore = { acknowledgedBy: null, resolvedBy: null } as const;

class Plan {
  readonly changes: IncidentChange[] = [];
  private readonly live = new Map<string, LiveGroup>();
  private readonly openings: OpeningCount;

  constructor(
    open: ReadonlyMap<string, OpenIncident>,
    private readonly onPlanned: OnPlanned,
    earlier: EarlierOpenings,
  ) {
    this.openings = new OpeningCount(earlier);
    for (const [key, { incidentId, status, occurrences, quietMinutes, quietAt }] of open) {
      if (status === 'resolved') continue;
      const target = { kind: 'stored', incidentId } as const;
      const isAcknowledged = status === 'acknowledged';
      this.live.set(key, { target, occurrences, isAcknowledged, quietMinutes, quietAt, seen: null, recovered: null });
    }
  }

  take(event: AlertEvent): void {
    const group = groupOf(event);
    const key = group === '' ? null : groupKey(event.integrationId, group);
    if (key !== null) this.closeIfQuiet(event, key);
    const target = event.status === 'trigger' ? this.trigger(event, key) : this.move(event, key);
    if (target && event.note) {
      this.changes.push({ kind: 'note', target, at: event.acceptedAt, text: event.note, warnings: [] });
    }
  }

  /** Null where there is nothing open that it could be about. */
  private move(event: AlertEvent, key: string | null): IncidentTarget | null {
    const live = key === null ? undefined : this.live.get(key);
    if (key === null || !live) return null;
    if (event.status === 'note') this.planned(event, 'noted', live);
    else if (event.status === 'acknowledge') this.acknowledge(event, key, live);
    else if (live.quietMinutes === null) this.resolve(event, key, live);
    else this.recover(event, key, live, live.quietMinutes);
    return live.target;
  }

  /** What was quiet for long enough by then has closed, however late its deadline is found, or this event is taken. */
  private closeIfQuiet({ acceptedAt }: AlertEvent, key: string): void {
    const { target, quietAt, quietMinutes } = this.live.get(key) ?? { quietAt: null, quietMinutes: null };
    if (!target || !quietAt || quietMinutes === null || quietAt > acceptedAt) return;
    this.changes.push({ kind: 'resolve', target, at: quietAt, warnings: [], quietMinutes });
    this.live.delete(key);
  }

  /** `key` null: an alert that is grouped with no other. */
  private trigger(event: AlertEvent, key: string | null): IncidentTarget {
    const before = key === null ? undefined : this.live.get(key);
    const group = before ? this.seenOnceMore(before, event) : this.opened(event, key);
    const { target, isAcknowledged } = group;
    const effect = before ? 'repeated' : 'opened';
    const { acknowledgedBy, resolvedBy } = this.planned(event, effect, group);
    const done = { target, at: event.acceptedAt, warnings: [] };
    if (resolvedBy !== null) {
      this.changes.push({ kind: 'resolve', ...done, rule: resolvedBy });
      if (key !== null) this.live.delete(key);
      return target;
    }
    const acknowledges = acknowledgedBy !== null && !isAcknowledged;
    if (acknowledges) this.changes.push({ kind: 'acknowledge', ...done, rule: acknowledgedBy });
    if (key !== null) this.live.set(key, { ...group, isAcknowledged: isAcknowledged || acknowledges });
    return target;
  }

  private acknowledge(event: AlertEvent, key: string, group: LiveGroup): void {
    if (group.isAcknowledged) return;
    const { target } = group;
    this.changes.push({ kind: 'acknowledge', target, at: event.acceptedAt, warnings: distinct(event.warnings) });
    this.planned(event, 'acknowledged', group);
    this.live.set(key, { ...group, isAcknowledged: true });
  }

  private resolve(event: AlertEvent, key: string, group: LiveGroup): void {
    const { target } = group;
    this.changes.push({ kind: 'resolve', target, at: event.acceptedAt, warnings: distinct(event.warnings) });
    this.planned(event, 'resolved', group);
    this.live.delete(key);
  }

  private recover(event: AlertEvent, key: string, group: LiveGroup, quietMinutes: number): void {
    const { recovered: before, target } = group;
    const change: RecoverChange = {
      kind: 'recover',
      target,
      // what recovers anew waits anew
      at: later(event.acceptedAt, before?.change.firesAgain ? null : before?.change.at),
      firesAgain: false,
      quietMinutes,
      warnings: distinct([...(before?.change.warnings ?? []), ...event.warnings]),
    };
    const at = before?.at ?? this.changes.length;
    this.changes[at] = change;
    this.planned(event, 'recovered', group);
    const quietAt = later(minutesAfter(event.acceptedAt, quietMinutes), group.quietAt);
    this.live.set(key, { ...group, quietAt, recovered: { at, change } });
  }

  private planned(
    event: AlertEvent,
    effect: PlannedEvent['effect'],
    { target, occurrences, isAcknowledged, seen }: LiveGroup,
  ): ReturnType<OnPlanned> {
    const flapping = effect === 'opened' && seen?.change.kind === 'open' ? seen.change.flapping : null;
    return this.onPlanned({ event, target, effect, occurrences, isAcknowledged, flapping });
  }

  private opened(event: AlertEvent, key: string | null): LiveGroup {
    const flapping = key === null ? null : this.openings.open(event, key);
    const change = openChange(event, flapping);
    const at = this.changes.push(change) - 1;
    return {
      target: { kind: 'opened', ref: event.id },
      occurrences: 1,
      isAcknowledged: false,
      quietMinutes: flapping?.quietMinutes ?? null,
      quietAt: null,
      seen: { at, change },
      recovered: null,
    };
  }

  private seenOnceMore(group: LiveGroup, event: AlertEvent): LiveGroup {
    const occurrences = group.occurrences + 1;
    const change = seenChange(group, event);
    const at = group.seen?.at ?? this.changes.length;
    this.changes[at] = change;
    const recovered = this.firingAgain(group.recovered);
    return { ...group, occurrences, quietAt: null, seen: { at, change }, recovered };
  }

  private firingAgain(recovered: LiveGroup['recovered']): LiveGroup['recovered'] {
    if (!recovered) return null;
    const change = { ...recovered.change, firesAgain: true };
    this.changes[recovered.at] = change;
    return { ...recovered, change };
  }
}

const openChange = (event: AlertEvent, flapping: Flapping | null): OpenChange => ({
  kind: 'open',
  ref: event.id,
  integrationId: event.integrationId,
  title: tidyTitle(event.title),
  group: groupOf(event),
  body: event.body,
  links: event.links ?? [],
  severity: event.severity,
  priority: event.priority,
  occurrences: 1,
  openedAt: event.acceptedAt,
  lastSeenAt: event.acceptedAt,
  flapping,
  warnings: distinct(event.warnings),
});

function seenChange({ target, occurrences: before, seen }: LiveGroup, event: AlertEvent): Seen {
  const { integrationId, acceptedAt, warnings } = event;
  const occurrences = before + 1;
  if (seen) {
    const { change } = seen;
    const more = {
      occurrences,
      lastSeenAt: later(acceptedAt, change.lastSeenAt),
      warnings: distinct([...change.warnings, ...warnings]),
    };
    return change.kind === 'repeat' ? { ...change, ...more, added: change.added + 1 } : { ...change, ...more };
  }
  if (target.kind === 'opened') throw new Error(`the plan has lost sight of ${target.ref}, which it opens`);
  return {
    kind: 'repeat',
    incidentId: target.incidentId,
    integrationId,
    added: 1,
    occurrences,
    lastSeenAt: acceptedAt,
    warnings: distinct(warnings),
  };
}

const later = (at: Date, other: Date | null | undefined): Date => (other && other > at ? other : at);

/** Thousands of repeats of one malformed alert have one warning. */
const distinct = (warnings: readonly string[]): readonly string[] => [...new Set(warnings)];
