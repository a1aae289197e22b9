import { Injectable } from '@nestjs/common';
import { incidentEvents } from '@ringdown/contracts';
import {
  decideIncident,
  type IncidentCommand,
  type IncidentLink,
  openedState,
  resolvesOnceUnheard,
  type RuledIncident,
} from '@ringdown/domain-incidents';
import { Clock, DomainError } from '@ringdown/kernel';
import {
  appendToOutbox,
  lateMs,
  outboxEvent,
  type OutboxEvent,
  type OutboxEventOptions,
} from '@ringdown/platform-messaging';
import { Database, newId, type NotifyingSql } from '@ringdown/platform-persistence';
import { tellAddedResponders } from './changed-responders.js';
import { ruleClosedWords, ruledColumns, ruleEntries, unruled } from './alert-rule-book.js';
import { type Actor, eventOf, type Happening, ringdown, timelineOf } from './happenings.js';
import { IncidentConfiguration } from './incident-configuration.js';
import type { IncidentRow, NewIncidentRow, OpeningRow } from './incident.entity.js';
import { incidentEventData } from './incident-events.js';
import { IncidentRepository, type StoredState } from './incident.repository.js';
import { appendTimeline } from './timeline.js';
import { OccurrenceRepository } from './occurrence.repository.js';
import { columnsOf, decidedColumns, stateOf } from './stored-state.js';

interface Opening {
  readonly actor: Actor;
  /** For the timeline. */
  readonly text: string;
  readonly callIds: readonly string[];
  /** What a person has set of it, which no alert rule changes: fields as `RuledIncident` has them. */
  readonly setByHand?: readonly string[];
  readonly correlationId?: string;
}

interface Handling {
  readonly at: Date;
  readonly actor: Actor;
  /** Why, for the timeline: `Resolved by Ringdown: <because>`. */
  readonly because?: string;
  readonly correlationId?: string;
}

/** An incident that flaps from its opening on. */
export interface BegunFlapping {
  readonly quietMinutes: number;
  /** When the monitor said so, where that is its last word. */
  readonly recoveredAt: Date | null;
}

interface Beginning {
  readonly takesSteps?: boolean;
  readonly flapping?: BegunFlapping | null;
  readonly links?: readonly IncidentLink[];
}

/** An incident that opens, as it is once whatever is due at once has happened. */
interface OpenedIncident {
  readonly row: NewIncidentRow;
  readonly happened: readonly Happening[];
}

/** `handled`: as they are then, `unchanged` among them; `refused`: why others do not allow it, by id. */
interface HandledIncidents {
  readonly handled: readonly IncidentRow[];
  readonly unchanged: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, string>;
}

/** What happens to one incident, within a transaction of the caller: its row, its timeline, and the events that say so. */
@Injectable()
export class IncidentLifecycle {
  constructor(
    private readonly database: Database,
    private readonly incidents: IncidentRepository,
    private readonly occurrences: OccurrenceRepository,
    readonly configuration: IncidentConfiguration,
    readonly clock: Clock,
  ) {}

  async open(tx: NotifyingSql, row: OpeningRow, opening: Opening): Promise<IncidentRow> {
    const { ruled, changes, close } = this.configuration.alertRules.atOpening(row, opening.setByHand ?? []);
    const opened = this.begin(row, ruled, { takesSteps: close === null });
    const [incident] = await this.incidents.insert(tx, [opened.row]);
    if (!incident) throw new Error(`incident ${row.id} was not inserted`);
    const { actor, text, callIds, correlationId } = opening;
    await appendTimeline(tx, [
      { incidentId: incident.id, at: incident.opened_at, type: 'opened', actor: actor.name, text },
      ...ruleEntries(incident.id, incident.opened_at, changes),
    ]);
    await this.occurrences.insert(tx, [
      {
        incident_id: incident.id,
        event_id: newId('event'),
        at: incident.opened_at,
        title: row.title,
        body: row.details,
        priority: row.priority,
        severity: row.severity,
        seen: true,
        changes: [text, ...changes, ...(close ? [ruleClosedWords(close.type, close.rule)] : [])],
      },
    ]);
    const data = incidentEventData(incident, this.configuration.escalationPolicyId(incident), callIds);
    const options = optionsOf(correlationId);
    await this.publish(tx, [outboxEvent(incidentEvents.opened, data, options)]);
    await this.record(tx, [incident], new Map([[incident.id, opened.happened]]), {
      at: this.clock.now(),
      actor: ringdown,
      ...options,
    });
    const byRule = { at: this.clock.now(), actor: ringdown, because: `the alert rule “${close?.rule}”`, ...options };
    const handled = close ? await this.handle(tx, incident, { type: close.type }, byRule) : incident;
    const told = tellAddedResponders(
      handled,
      { before: [], by: ringdown, at: incident.opened_at, happened: opened.happened, callIds, ...options },
      this.configuration,
    );
    await appendTimeline(tx, told.entries);
    await this.publish(tx, told.events);
    return handled;
  }

  /**
   * Decides whom an incident calls that opens now, as alert rules have made it; a first step without delay is taken with it,
   * where it `takesSteps`.
   */
  begin(
    opening: OpeningRow,
    ruled: RuledIncident = unruled(opening),
    { takesSteps = true, flapping = null, links }: Beginning = {},
  ): OpenedIncident {
    const now = this.clock.now();
    const row = {
      ...opening,
      links: storedLinks(links),
      ...ruledColumns({ ...opening, arrived_integration_id: null }, ruled),
    };
    const rules = this.configuration.rulesAt(row, now);
    const state = beginningState(row, ruled, rules, flapping);
    const command = takesSteps ? commandAtOpening(row, now) : null;
    const decision = command && decideIncident(state, command, rules, row.acknowledged_at ?? now);
    if (decision?.kind !== 'decided') return { row: { ...row, ...columnsOf(state) }, happened: [] };
    const happened = command?.type === 'deadline' ? decision.happened : [];
    return { row: { ...row, ...columnsOf(decision.state) }, happened };
  }

  /**
   * Does what a command says to an incident that this transaction has locked; where it is so already, nothing. Answers it as it is then.
   * @throws DomainError `conflict` where its state does not allow it.
   */
  async handle(
    tx: NotifyingSql,
    incident: IncidentRow,
    command: IncidentCommand,
    handling: Handling,
  ): Promise<IncidentRow> {
    const { handled, refused } = await this.handleAll(tx, [incident], command, handling);
    const [only] = handled;
    if (!only) throw new DomainError('conflict', refused.get(incident.id) ?? 'The incident does not allow it.');
    return only;
  }

  /** The same for many that this transaction has locked. */
  async handleAll(
    tx: NotifyingSql,
    incidents: readonly IncidentRow[],
    command: IncidentCommand,
    handling: Handling,
  ): Promise<HandledIncidents> {
    const { at, actor } = handling;
    const refused = new Map<string, string>();
    const happened = new Map<string, readonly Happening[]>();
    const states = incidents.flatMap((incident): StoredState[] => {
      const decision = decideIncident(stateOf(incident), command, this.configuration.rulesAt(incident, at), at);
      if (decision.kind === 'refused') {
        refused.set(incident.id, decision.reason);
        return [];
      }
      happened.set(incident.id, decision.happened);
      return [{ id: incident.id, ...decidedColumns(incident, decision, at, actor.name) }];
    });
    const handled = await this.incidents.saveStates(tx, states);
    await this.record(tx, handled, happened, handling);
    const unchanged = new Set([...happened].flatMap(([id, all]) => (all.length === 0 ? [id] : [])));
    return { handled, refused, unchanged };
  }

  /** Publishes events in the transaction that makes them true. */
  publish(tx: NotifyingSql, events: readonly OutboxEvent[]): Promise<void> {
    return appendToOutbox(tx, this.database.schema, events);
  }

  /** The events of what happened to an incident, in its order. */
  eventsOf(
    incident: IncidentRow,
    happened: readonly Happening[],
    { at, actor, correlationId }: Handling,
    callIds: readonly string[],
  ): OutboxEvent[] {
    const data = incidentEventData(incident, this.configuration.escalationPolicyId(incident), callIds);
    const options = optionsOf(correlationId);
    return happened.flatMap((one) => {
      const by = 'byItself' in one && one.byItself ? ringdown : actor;
      return eventOf(one, { ...data, at: at.toISOString(), by }, options) ?? [];
    });
  }

  private async record(
    tx: NotifyingSql,
    incidents: readonly IncidentRow[],
    happened: ReadonlyMap<string, readonly Happening[]>,
    handling: Handling,
  ): Promise<void> {
    const changed = incidents.filter(({ id }) => (happened.get(id) ?? []).length > 0);
    if (changed.length === 0) return;
    const of = ({ id }: IncidentRow): readonly Happening[] => happened.get(id) ?? [];
    await appendTimeline(
      tx,
      changed.flatMap((incident) => timelineOf(incident.id, of(incident), handling)),
    );
    const calls = await this.incidents.callIds(
      tx,
      changed.map(({ id }) => id),
    );
    const events = changed.flatMap((incident) =>
      this.eventsOf(incident, of(incident), handling, calls.get(incident.id) ?? []),
    );
    await this.publish(tx, events);
  }
}

type Rules = ReturnType<IncidentConfiguration['rulesAt']>;

function beginningState(row: OpeningRow, ruled: RuledIncident, rules: Rules, flapping: BegunFlapping | null) {
  const { suppressed } = ruled;
  const resolvesAt = ruled.resolvesAt ?? resolvesOnceUnheard(rules, row.last_seen_at);
  const quietMinutes = flapping?.quietMinutes ?? null;
  const opened = openedState(rules, row.opened_at, { suppressed, resolvesAt, quietMinutes });
  if (!flapping?.recoveredAt) return opened;
  const recovered = decideIncident(opened, { type: 'recover' }, rules, flapping.recoveredAt);
  return recovered.kind === 'decided' ? recovered.state : opened;
}

/** What one batch of a monitor says of an incident that it opens: that it has ended, or is looked after, or nothing more. */
function commandAtOpening({ status, opened_at: openedAt }: OpeningRow, now: Date): IncidentCommand | null {
  if (status === 'resolved') return { type: 'resolve' };
  if (status === 'acknowledged') return { type: 'acknowledge' };
  // what is late is left to the deadlines, which look whether the news is still on its way
  return now.getTime() - openedAt.getTime() < lateMs ? { type: 'deadline' } : null;
}

const optionsOf = (correlationId: string | undefined): OutboxEventOptions =>
  correlationId === undefined ? {} : { correlationId };

const storedLinks = (links: readonly IncidentLink[] = []): string | null =>
  links.length > 0 ? JSON.stringify(links) : null;
