import type { EscalationPolicy } from './escalation.js';
import { decideIncident } from './decide-incident.js';
import type { IncidentCommand, IncidentRules } from './incident-command.js';
import { type IncidentState, nextDeadline, openedState } from './incident-state.js';

const opened = new Date('2026-01-05T03:00:00.000Z');
const minute = (minutes: number): Date => new Date(opened.getTime() + minutes * 60_000);

const policy: EscalationPolicy<string> = {
  steps: [
    { delayMinutes: 1, targets: ['Priya'] },
    { delayMinutes: 5, targets: ['Sam'] },
  ],
  repeat: 0,
  repeatDelayMinutes: 5,
};
interface Reached {
  readonly names: readonly string[];
  readonly reachesSomebody: boolean;
}
const rules = (change: Partial<IncidentRules<string, Reached>> = {}): IncidentRules<string, Reached> => ({
  policy,
  ackTimeoutMinutes: null,
  resolveAfterMinutes: null,
  reachOf: (names) => ({ names, reachesSomebody: names.length > 0 }),
  ...change,
});

/** One incident as people live through it: what happened to it, in words. */
class Incident {
  readonly log: string[] = [];
  state: IncidentState;

  constructor(
    private readonly ofIt = rules(),
    options: Parameters<typeof openedState>[2] = {},
  ) {
    this.state = openedState(ofIt, opened, options);
  }

  at(minutes: number, command: IncidentCommand | IncidentCommand['type']): this {
    const given = typeof command === 'string' ? ({ type: command } as IncidentCommand) : command;
    const decision = decideIncident(this.state, given, this.ofIt, minute(minutes));
    if (decision.kind === 'refused') {
      this.log.push(`${minutes} refused: ${decision.reason}`);
      return this;
    }
    this.state = decision.state;
    for (const one of decision.happened) {
      if (one.type === 'escalated') this.log.push(`${minutes} ${one.reach.names.join('+')}`);
      else this.log.push(`${minutes} ${one.type}${'byItself' in one && one.byItself ? ' by itself' : ''}`);
    }
    return this;
  }

  /** Whatever is due, every minute up to and with the given one. */
  through(from: number, to: number): this {
    for (let at = from; at <= to; at++) this.at(at, 'deadline');
    return this;
  }
}

describe('an incident', () => {
  it('calls one after the other until its policy ends', () => {
    expect(new Incident().through(0, 60).log).toEqual(['1 Priya', '6 Sam', '6 escalation-ended']);
  });

  it('calls nobody once it is acknowledged, and begins at the first step where that is taken back', () => {
    const incident = new Incident().through(0, 2).at(2, 'acknowledge').through(2, 30);
    expect(incident.log).toEqual(['1 Priya', '2 acknowledged']);
    incident.at(30, 'unacknowledge').through(30, 60);
    expect(incident.log.slice(2)).toEqual(['30 unacknowledged', '31 Priya', '36 Sam', '36 escalation-ended']);
  });

  it('calls again where an acknowledgement expires', () => {
    const incident = new Incident(rules({ ackTimeoutMinutes: 10 })).at(0, 'acknowledge').through(1, 30);
    expect(incident.log).toEqual([
      '0 acknowledged',
      '10 unacknowledged by itself',
      '11 Priya',
      '16 Sam',
      '16 escalation-ended',
    ]);
  });

  it('passes from one who acknowledged it to another', () => {
    const incident = new Incident(rules({ ackTimeoutMinutes: 10 })).at(0, 'acknowledge').at(5, 'take-over');
    expect(incident.through(5, 15).log).toEqual(['0 acknowledged', '5 acknowledged', '15 unacknowledged by itself']);
  });

  it('is over when it is resolved, by hand or by its timer, and begins anew when it is reopened', () => {
    expect(new Incident().through(0, 2).at(2, 'resolve').through(2, 60).log).toEqual(['1 Priya', '2 resolved']);
    const timed = new Incident(rules(), { resolvesAt: minute(3) }).through(0, 60);
    expect(timed.log).toEqual(['1 Priya', '3 resolved by itself']);
    expect(timed.at(70, 'reopen').through(70, 80).log.slice(2)).toEqual([
      '70 reopened',
      '71 Priya',
      '76 Sam',
      '76 escalation-ended',
    ]);
  });

  it('stays open where its timer is cancelled', () => {
    const incident = new Incident(rules(), { resolvesAt: minute(3) }).at(2, { type: 'resolve-at', at: null });
    expect(incident.through(2, 60).state.status).toBe('triggered');
    expect(incident.log[0]).toBe('2 resolve-timer-set');
  });

  it('takes no timer that is over already', () => {
    const incident = new Incident().at(2, { type: 'resolve-at', at: minute(2) });
    expect(incident.log.at(-1)).toBe('2 refused: Choose a time to resolve that lies in the future, or resolve it now.');
    expect(incident.state).toMatchObject({ status: 'triggered', resolvesAt: null });
  });

  it('that flaps stays open when it recovers, and closes once nothing has come for long enough', () => {
    const incident = new Incident(rules(), { quietMinutes: 10 }).through(0, 2).at(2, 'recover');
    expect(nextDeadline(incident.state)).toEqual(minute(12));
    incident.through(2, 9).at(9, { type: 'see', lastSeenAt: minute(9), isTimerKept: false });
    expect(nextDeadline(incident.state)).toEqual(minute(6));
    incident.through(9, 40).at(40, 'recover').at(42, 'recover').at(41, 'recover').through(42, 60);
    // whose turn would have been while it had recovered is next once it fires again
    expect(incident.log).toEqual(['1 Priya', '9 Sam', '9 escalation-ended', '52 resolved by itself']);
    expect(incident.state.flapping).toEqual({ quietMinutes: 10, quietAt: null });
  });

  it('that flaps is acknowledged and resolved by people and timers as any other', () => {
    const flapping = { quietMinutes: 10 };
    const byPerson = new Incident(rules({ ackTimeoutMinutes: 5 }), flapping).at(0, 'acknowledge').at(1, 'recover');
    byPerson
      .through(1, 7)
      .at(7, { type: 'see', lastSeenAt: minute(7), isTimerKept: false })
      .through(7, 8);
    expect(byPerson.at(8, 'resolve').through(8, 60).log).toEqual([
      '0 acknowledged',
      '7 unacknowledged by itself',
      '8 Priya',
      '8 resolved',
    ]);
    const byTimer = new Incident(rules(), { ...flapping, resolvesAt: minute(3) }).at(0, 'recover').through(0, 60);
    expect(byTimer.log).toEqual(['3 resolved by itself']);
  });

  it('says why it was resolved by itself', () => {
    const state = openedState(rules(), opened, { quietMinutes: 10, resolvesAt: minute(30) });
    const quiet = decideIncident(state, { type: 'recover' }, rules(), minute(5));
    if (quiet.kind !== 'decided') throw new Error(quiet.reason);
    const endOf = (from: IncidentState) => decideIncident(from, { type: 'deadline' }, rules(), minute(90));
    expect(endOf(quiet.state)).toMatchObject({ happened: [{ type: 'resolved', byItself: true, quietMinutes: 10 }] });
    expect(endOf(state)).toMatchObject({ happened: [{ type: 'resolved', byItself: true }] });
    expect(endOf(state)).not.toMatchObject({ happened: [{ quietMinutes: 10 }] });
  });

  it('calls nobody for what has resolved meanwhile, however late that is found', () => {
    expect(new Incident(rules(), { resolvesAt: minute(30) }).at(90, 'deadline').log).toEqual(['90 resolved by itself']);
  });

  it('goes on at once by hand, also where somebody has acknowledged it', () => {
    const incident = new Incident().through(0, 2).at(2, 'escalate').through(3, 60);
    expect(incident.log).toEqual(['1 Priya', '2 Sam', '2 escalation-ended']);
    const acknowledged = new Incident().through(0, 2).at(2, 'acknowledge').at(3, 'escalate');
    expect(acknowledged.log.slice(2)).toEqual(['3 unacknowledged', '3 Sam', '3 escalation-ended']);
    expect(acknowledged.at(4, 'escalate').through(4, 20).log.slice(5)).toEqual([
      '4 Priya',
      '9 Sam',
      '9 escalation-ended',
    ]);
  });

  it('notifies nobody while it is muted, and begins anew after it', () => {
    const incident = new Incident()
      .through(0, 2)
      .at(2, { type: 'mute', until: minute(20) })
      .at(3, 'escalate');
    incident.through(3, 40);
    expect(incident.log).toEqual([
      '1 Priya',
      '2 muted',
      '3 refused: The incident is muted and notifies nobody; unmute it first.',
      '20 unmuted by itself',
      '21 Priya',
      '26 Sam',
      '26 escalation-ended',
    ]);
    const forEver = new Incident().at(0, { type: 'mute', until: null }).through(0, 10_000);
    expect(forEver.log).toEqual(['0 muted']);
    expect(forEver.at(10_000, 'unmute').at(10_001, 'deadline').log).toEqual([
      '0 muted',
      '10000 unmuted',
      '10001 Priya',
    ]);
  });

  it('that a rule suppresses never notifies anybody', () => {
    const incident = new Incident(rules(), { suppressed: true }).through(0, 60);
    incident.at(60, 'acknowledge').at(61, 'unacknowledge').through(61, 90).at(90, 'escalate');
    expect(incident.log).toEqual([
      '60 acknowledged',
      '61 unacknowledged',
      '90 refused: An alert rule suppresses this incident: it notifies nobody.',
    ]);
  });

  it('begins to call where it is given a policy only later', () => {
    const bare = rules({ policy: null });
    const state = openedState(bare, opened);
    expect(nextDeadline(state)).toBeNull();
    const chosen = decideIncident(state, { type: 'policy-chosen' }, rules(), minute(10));
    expect(chosen.kind === 'decided' && nextDeadline(chosen.state)).toEqual(minute(11));
  });

  it('says why it refuses', () => {
    const incident = new Incident(rules({ policy: null })).at(0, 'escalate').at(1, 'resolve');
    incident.at(2, 'acknowledge').at(2, 'escalate').at(2, { type: 'mute', until: null });
    expect(incident.log.filter((line) => line.includes('refused'))).toHaveLength(4);
    expect(incident.log[0]).toBe(
      '0 refused: The incident has no escalation policy with steps: choose one, at the incident or its integration.',
    );
  });

  it('does nothing the second time', () => {
    for (const type of ['acknowledge', 'unacknowledge', 'resolve', 'reopen'] as const) {
      const incident = new Incident().at(0, 'acknowledge').at(1, type);
      const before = incident.log.length;
      expect(incident.at(2, type).log).toHaveLength(before);
    }
  });
});
