import { changeStatus } from './change-status.js';
import {
  type Escalation,
  minutesAfter,
  punctual,
  type Reach,
  startEscalation,
  stepOnDemand,
  takeDueSteps,
} from './escalation.js';
import type { IncidentCommand, IncidentDecision, IncidentHappening, IncidentRules } from './incident-command.js';
import { type IncidentState, nextDeadline, resolvesByItselfAt, resolvesOnceUnheard } from './incident-state.js';

/** What a command does to an incident. A command that comes twice, or late, does nothing the second time. */
export function decideIncident<Target, R extends Reach>(
  state: IncidentState,
  command: IncidentCommand,
  rules: IncidentRules<Target, R>,
  now: Date,
): IncidentDecision<R> {
  switch (command.type) {
    case 'acknowledge':
    case 'unacknowledge':
    case 'resolve':
    case 'reopen':
      return decideStatus(state, command.type, rules, now);
    case 'take-over':
      return decideStatus(
        { ...state, status: state.status === 'acknowledged' ? 'triggered' : state.status },
        'acknowledge',
        rules,
        now,
      );
    case 'escalate':
      return decideEscalate(state, rules, now);
    case 'mute':
      return decideMute(state, command.until, now);
    case 'unmute':
      return state.muted ? decided(withEscalation({ ...state, muted: null }, rules, now), unmuted(false)) : same(state);
    case 'resolve-at':
      return decideResolveAt(state, command.at, now);
    case 'policy-chosen':
      return hasEscalation(state) ? same(state) : decided(withEscalation(state, rules, now));
    case 'suppress':
      return decided({ ...state, suppressed: true, escalation: paused(state.escalation) });
    case 'see':
      return decideSeen(state, command, rules);
    case 'recover':
      return decideRecovery(state, rules, now);
    case 'deadline':
      return decideDeadline(state, rules, now);
  }
}

const same = (state: IncidentState): IncidentDecision<never> => ({ kind: 'decided', state, happened: [] });
const refused = (reason: string): IncidentDecision<never> => ({ kind: 'refused', reason });
const decided = <R>(state: IncidentState, ...happened: readonly IncidentHappening<R>[]): IncidentDecision<R> => ({
  kind: 'decided',
  state,
  happened,
});
const unmuted = (byItself: boolean): IncidentHappening<never> => ({ type: 'unmuted', byItself });

const hasEscalation = ({ status, escalation }: IncidentState): boolean =>
  status !== 'triggered' || escalation?.dueAt instanceof Date;

/** Begins at the first step, where somebody is to be notified of the incident at all. */
function withEscalation<Target>(
  state: IncidentState,
  { policy }: Pick<IncidentRules<Target, unknown>, 'policy'>,
  from: Date,
): IncidentState {
  const isCalling = state.status === 'triggered' && !state.suppressed && !state.muted;
  return { ...state, escalation: isCalling ? startEscalation(policy, from) : state.escalation };
}

const paused = (escalation: Escalation | null): Escalation | null => escalation && { ...escalation, dueAt: null };

type StatusCommand = 'acknowledge' | 'unacknowledge' | 'resolve' | 'reopen';

function decideStatus<Target, R>(
  state: IncidentState,
  type: StatusCommand,
  rules: IncidentRules<Target, R>,
  now: Date,
): IncidentDecision<R> {
  const change = changeStatus(state.status, type);
  if (change.kind === 'refused') return change;
  if (change.kind === 'unchanged') return same(state);
  const { status } = change;
  switch (type) {
    case 'acknowledge': {
      const { ackTimeoutMinutes } = rules;
      const ackExpiresAt = ackTimeoutMinutes === null ? null : minutesAfter(now, ackTimeoutMinutes);
      const next = { ...state, status, ackExpiresAt, escalation: paused(state.escalation) };
      return decided(next, { type: 'acknowledged', byItself: false });
    }
    case 'unacknowledge': {
      const next = withEscalation({ ...state, status, ackExpiresAt: null }, rules, now);
      return decided(next, { type: 'unacknowledged', byItself: false });
    }
    case 'resolve': {
      return decided(resolvedState(state), { type: 'resolved', byItself: false });
    }
    case 'reopen':
      return decided(withEscalation({ ...state, status }, rules, now), { type: 'reopened', byItself: false });
  }
}

/** That it flaps remains to be seen, and holds again where it is reopened. */
const resolvedState = ({ suppressed, flapping }: IncidentState): IncidentState => ({
  status: 'resolved',
  suppressed,
  escalation: null,
  ackExpiresAt: null,
  resolvesAt: null,
  muted: null,
  flapping: flapping && { ...flapping, quietAt: null },
});

function decideEscalate<Target, R extends Reach>(
  state: IncidentState,
  rules: IncidentRules<Target, R>,
  now: Date,
): IncidentDecision<R> {
  if (state.status === 'resolved') return refused('A resolved incident cannot be escalated; reopen it first.');
  if (state.muted) return refused('The incident is muted and notifies nobody; unmute it first.');
  if (state.suppressed) return refused('An alert rule suppresses this incident: it notifies nobody.');
  const escalation = stepOnDemand(rules.policy, state.escalation, now);
  if (!escalation) {
    return refused('The incident has no escalation policy with steps: choose one, at the incident or its integration.');
  }
  // Whoever acknowledged it wants somebody else: it is nobody's again.
  const isAcknowledged = state.status === 'acknowledged';
  const triggered: IncidentState = { ...state, status: 'triggered', ackExpiresAt: null, escalation };
  const { state: next, happened } = takeSteps(triggered, rules, now);
  return decided(next, ...(isAcknowledged ? [{ type: 'unacknowledged' as const, byItself: false }] : []), ...happened);
}

function decideMute<R>(state: IncidentState, until: Date | null, now: Date): IncidentDecision<R> {
  if (state.status === 'resolved') return refused('A resolved incident notifies nobody; there is nothing to mute.');
  if (until && until <= now) return refused('Choose an end of the mute that lies in the future.');
  if (state.muted && state.muted.until?.getTime() === until?.getTime()) return same(state);
  const next = { ...state, muted: { until }, escalation: paused(state.escalation) };
  return decided(next, { type: 'muted', until });
}

function decideResolveAt<R>(state: IncidentState, at: Date | null, now: Date): IncidentDecision<R> {
  if (state.status === 'resolved') return at ? refused('The incident is resolved already.') : same(state);
  if (state.resolvesAt?.getTime() === at?.getTime()) return same(state);
  // A slip of the day would resolve it at once, and nobody would be called any more.
  if (at && at <= now) return refused('Choose a time to resolve that lies in the future, or resolve it now.');
  return decided({ ...state, resolvesAt: at }, { type: 'resolve-timer-set', at });
}

function decideSeen<Target, R>(
  state: IncidentState,
  { lastSeenAt, isTimerKept }: { readonly lastSeenAt: Date; readonly isTimerKept: boolean },
  rules: IncidentRules<Target, R>,
): IncidentDecision<R> {
  if (state.status === 'resolved') return same(state);
  const { flapping } = state;
  return decided({
    ...state,
    resolvesAt: isTimerKept ? state.resolvesAt : resolvesOnceUnheard(rules, lastSeenAt),
    flapping: flapping && { ...flapping, quietAt: null },
  });
}

function decideRecovery<Target, R>(
  state: IncidentState,
  rules: IncidentRules<Target, R>,
  now: Date,
): IncidentDecision<R> {
  const { status, flapping } = state;
  if (!flapping || status === 'resolved') return decideStatus(state, 'resolve', rules, now);
  const { quietMinutes, quietAt: before } = flapping;
  const quietAt = minutesAfter(now, quietMinutes);
  // one that was accepted by a clock that is behind does not shorten the wait
  return decided({ ...state, flapping: { quietMinutes, quietAt: before && before > quietAt ? before : quietAt } });
}

/** An incident that has resolved meanwhile notifies nobody, however late all this is found. */
function decideDeadline<Target, R extends Reach>(
  from: IncidentState,
  rules: IncidentRules<Target, R>,
  now: Date,
): IncidentDecision<R> {
  const endsAt = resolvesByItselfAt(from);
  if (endsAt && endsAt <= now && from.status !== 'resolved') return decided(resolvedState(from), ended(from, endsAt));
  const happened: IncidentHappening<R>[] = [];
  let state = from;
  for (let due = nextDeadline(state); due && due <= now; due = nextDeadline(state)) {
    const turn = passDeadline(state, due, rules, now);
    state = turn.state;
    happened.push(...turn.happened);
  }
  return decided(state, ...happened);
}

function ended({ resolvesAt, flapping }: IncidentState, at: Date): IncidentHappening<never> {
  const isByTimer = resolvesAt?.getTime() === at.getTime();
  return { type: 'resolved', byItself: true, ...(flapping && !isByTimer && { quietMinutes: flapping.quietMinutes }) };
}

interface Turn<R> {
  readonly state: IncidentState;
  readonly happened: readonly IncidentHappening<R>[];
}

function passDeadline<Target, R extends Reach>(
  state: IncidentState,
  due: Date,
  rules: IncidentRules<Target, R>,
  now: Date,
): Turn<R> {
  const from = punctual(due, now);
  if (state.ackExpiresAt?.getTime() === due.getTime()) {
    const next = withEscalation({ ...state, status: 'triggered', ackExpiresAt: null }, rules, from);
    return { state: next, happened: [{ type: 'unacknowledged', byItself: true }] };
  }
  if (state.muted?.until?.getTime() === due.getTime()) {
    return { state: withEscalation({ ...state, muted: null }, rules, from), happened: [unmuted(true)] };
  }
  return takeSteps(state, rules, now);
}

function takeSteps<Target, R extends Reach>(state: IncidentState, rules: IncidentRules<Target, R>, now: Date): Turn<R> {
  if (!state.escalation) return { state, happened: [] };
  const { escalation, taken } = takeDueSteps(rules.policy, state.escalation, now, rules.reachOf);
  const steps = taken.map((step) => ({ type: 'escalated' as const, ...step }));
  const ended = escalation.dueAt ? [] : [{ type: 'escalation-ended' as const }];
  return { state: { ...state, escalation }, happened: [...steps, ...ended] };
}
