import fc from 'fast-check';
import type { EscalationPolicy } from './escalation.js';
import { decideIncident } from './decide-incident.js';
import type { IncidentCommand, IncidentHappening } from './incident-command.js';
import { type IncidentState, openedState } from './incident-state.js';

/** The long tests run 100,000: tests/long/more-interleavings.cjs. */
const numRuns = fc.readConfigureGlobal().numRuns ?? 3000;

const timeoutMs = 60_000 + 20 * numRuns;

const opened = new Date('2026-01-05T03:00:00.000Z');
const minute = (minutes: number): Date => new Date(opened.getTime() + minutes * 60_000);
const minutesOf = (at: Date): number => (at.getTime() - opened.getTime()) / 60_000;

/** A target is a number: 0 is somebody who is never reached. */
type Policy = EscalationPolicy<number>;
interface Reached {
  readonly people: readonly number[];
  readonly reachesSomebody: boolean;
}
const reachOf = (targets: readonly number[]): Reached => {
  const people = targets.filter((target) => target > 0);
  return { people, reachesSomebody: people.length > 0 };
};

type Act =
  | {
      readonly type:
        'acknowledge' | 'unacknowledge' | 'resolve' | 'reopen' | 'escalate' | 'unmute' | 'twice' | 'recover';
    }
  | { readonly type: 'see'; readonly isTimerKept: boolean }
  | { readonly type: 'mute'; readonly minutes: number | null }
  | { readonly type: 'resolve-in'; readonly minutes: number | null }
  | { readonly type: 'policy'; readonly policy: Policy | null };

/**
 * The obvious model: it walks from minute to minute and counts down, and keeps no instant of anything that is to come.
 * Pages are `minute person`.
 */
class SlowModel {
  readonly pages: string[] = [];
  status: 'triggered' | 'acknowledged' | 'resolved' = 'triggered';
  private waiting: { round: number; step: number; minutes: number } | null = null;
  private reached: { round: number; step: number } | null = null;
  private ackMinutes: number | null = null;
  private resolveMinutes: number | null = null;
  private quietMinutes: number | null = null;
  private isMuted = false;
  private muteMinutes: number | null = null;

  constructor(
    private policy: Policy | null,
    private readonly times: Pick<Story, 'ackTimeoutMinutes' | 'resolveAfterMinutes' | 'flapsFor'>,
  ) {
    this.begin();
  }

  /** What happens by itself in this minute. */
  pass(now: number): void {
    if (this.resolveMinutes === 0 || this.quietMinutes === 0) return this.end();
    for (let again = true; again;) {
      again = false;
      // nobody is woken for what has recovered, and may be over
      const mayWake = this.quietMinutes === null;
      if (mayWake && this.ackMinutes !== null && this.ackMinutes <= 0) {
        this.ackMinutes = null;
        this.status = 'triggered';
        this.begin();
        again = true;
      } else if (this.isMuted && this.muteMinutes === 0) {
        this.isMuted = false;
        this.muteMinutes = null;
        this.begin();
        again = true;
      } else if (mayWake && this.waiting && this.waiting.minutes <= 0) {
        this.page(now);
        again = true;
      }
    }
  }

  /** A minute goes by. */
  wait(): void {
    if (this.waiting) this.waiting.minutes--;
    if (this.ackMinutes !== null) this.ackMinutes--;
    if (this.resolveMinutes !== null) this.resolveMinutes--;
    if (this.muteMinutes !== null) this.muteMinutes--;
    if (this.quietMinutes !== null) this.quietMinutes--;
  }

  do(act: Act, now: number): void {
    if (act.type === 'policy') this.policy = act.policy;
    this.changeStatus(act);
    this.changeQuiet(act);
    this.hear(act);
    if (act.type === 'escalate' && this.status !== 'resolved' && !this.isMuted && this.policy) {
      const next = this.waiting ?? this.reached ?? { round: 0, step: 0 };
      const isLeft = next.step < this.policy.steps.length;
      this.status = 'triggered';
      this.ackMinutes = null;
      this.waiting = { round: isLeft ? next.round : 0, step: isLeft ? next.step : 0, minutes: 0 };
      this.pageNow(now);
    }
  }

  private changeStatus(act: Act): void {
    const open = this.status !== 'resolved';
    if (act.type === 'acknowledge' && this.status === 'triggered') {
      this.status = 'acknowledged';
      this.stop();
      this.ackMinutes = this.times.ackTimeoutMinutes;
    }
    if (act.type === 'unacknowledge' && this.status === 'acknowledged') {
      this.status = 'triggered';
      this.ackMinutes = null;
      this.begin();
    }
    if (act.type === 'resolve' && open) this.end();
    if (act.type === 'reopen' && !open) {
      this.status = 'triggered';
      this.begin();
    }
  }

  private changeQuiet(act: Act): void {
    const open = this.status !== 'resolved';
    if (act.type === 'mute' && open) {
      this.isMuted = true;
      this.muteMinutes = act.minutes;
      this.stop();
    }
    if (act.type === 'unmute' && this.isMuted) {
      this.isMuted = false;
      this.muteMinutes = null;
      this.begin();
    }
    if (act.type === 'resolve-in' && open) this.resolveMinutes = act.minutes;
  }

  /** What the monitor says. */
  private hear(act: Act): void {
    if (this.status === 'resolved') return;
    const { flapsFor, resolveAfterMinutes } = this.times;
    if (act.type === 'recover') {
      if (flapsFor === null) this.end();
      else this.quietMinutes = flapsFor;
    }
    if (act.type !== 'see') return;
    this.quietMinutes = null;
    if (!act.isTimerKept) this.resolveMinutes = resolveAfterMinutes;
  }

  private pageNow(now: number): void {
    while (this.waiting?.minutes === 0) this.page(now);
  }

  private begin(): void {
    const first = this.policy?.steps[0];
    if (this.status !== 'triggered' || this.isMuted) return;
    this.waiting = first ? { round: 0, step: 0, minutes: first.delayMinutes } : null;
    this.reached = null;
  }

  private stop(): void {
    if (this.waiting) this.reached = this.waiting;
    this.waiting = null;
  }

  private end(): void {
    this.status = 'resolved';
    this.waiting = this.reached = null;
    this.ackMinutes = this.resolveMinutes = this.muteMinutes = this.quietMinutes = null;
    this.isMuted = false;
  }

  private page(now: number): void {
    const { round, step } = this.waiting ?? { round: 0, step: 0 };
    const { policy } = this;
    if (!policy) return this.stop();
    const people = (policy.steps[step]?.targets ?? []).filter((person) => person > 0);
    this.pages.push(...people.map((person) => `${now} ${person}`));
    const next = policy.steps[step + 1];
    if (next && step < policy.steps.length) {
      this.waiting = { round, step: step + 1, minutes: people.length > 0 ? next.delayMinutes : 0 };
    } else if (round < policy.repeat) {
      const minutes = policy.repeatDelayMinutes + (policy.steps[0]?.delayMinutes ?? 0);
      this.waiting = { round: round + 1, step: 0, minutes };
    } else {
      this.waiting = null;
      this.reached = { round, step: policy.steps.length };
    }
  }
}

const steps = fc.array(
  fc.record({ delayMinutes: fc.integer({ min: 0, max: 5 }), targets: fc.array(fc.nat({ max: 4 }), { maxLength: 3 }) }),
  { minLength: 1, maxLength: 5 },
);
const policies: fc.Arbitrary<Policy> = fc.record({
  steps,
  repeat: fc.nat({ max: 2 }),
  repeatDelayMinutes: fc.integer({ min: 1, max: 8 }),
});
const laterMinutes = fc.option(fc.integer({ min: 1, max: 15 }), { nil: null });
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.constantFrom<Act>(
    ...(
      [
        'acknowledge',
        'unacknowledge',
        'resolve',
        'reopen',
        'escalate',
        'unmute',
        'twice',
        'recover',
        'recover',
      ] as const
    ).map((type) => ({
      type,
    })),
  ),
  fc.record({ type: fc.constant('see' as const), isTimerKept: fc.boolean() }),
  fc.record({ type: fc.constant('mute' as const), minutes: laterMinutes }),
  fc.record({ type: fc.constant('resolve-in' as const), minutes: laterMinutes }),
  fc.record({ type: fc.constant('policy' as const), policy: fc.option(policies, { nil: null }) }),
);
interface Story {
  readonly policy: Policy | null;
  readonly ackTimeoutMinutes: number | null;
  readonly resolveAfterMinutes: number | null;
  /** How long it has to be quiet after a recovery, where it flaps. */
  readonly flapsFor: number | null;
  readonly acts: readonly (readonly [minute: number, act: Act])[];
}
const stories: fc.Arbitrary<Story> = fc.record({
  policy: fc.option(policies, { nil: null, freq: 8 }),
  ackTimeoutMinutes: fc.option(fc.integer({ min: 1, max: 10 }), { nil: null }),
  resolveAfterMinutes: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
  flapsFor: fc.option(fc.integer({ min: 1, max: 10 }), { nil: null }),
  acts: fc.array(fc.tuple(fc.nat({ max: 40 }), acts), { maxLength: 12 }),
});

function toCommand(act: Act, now: number): IncidentCommand | null {
  const at = (minutes: number | null): Date | null => (minutes === null ? null : minute(now + minutes));
  switch (act.type) {
    case 'mute':
      return { type: 'mute', until: at(act.minutes) };
    case 'resolve-in':
      return { type: 'resolve-at', at: at(act.minutes) };
    case 'see':
      return { type: 'see', lastSeenAt: minute(now), isTimerKept: act.isTimerKept };
    case 'twice':
      return { type: 'deadline' };
    case 'policy':
      return null;
    default:
      return { type: act.type };
  }
}

describe('an incident, whatever happens to it in whatever order', () => {
  it(
    'pages whom the obvious model pages, in the same minute',
    () => {
      fc.assert(
        fc.property(stories, (story) => {
          const model = new SlowModel(story.policy, story);
          let { policy } = story;
          let state = openedState({ policy }, opened, { quietMinutes: story.flapsFor });
          const pages: string[] = [];
          const apply = (command: IncidentCommand, now: number): void => {
            const decision = decideIncident(state, command, { ...story, policy, reachOf }, minute(now));
            if (decision.kind === 'refused') return;
            state = decision.state;
            pages.push(...pagesOf(decision.happened, now));
          };
          for (let now = 0; now <= 60; now++) {
            model.pass(now);
            apply({ type: 'deadline' }, now);
            for (const [at, act] of story.acts) {
              if (at !== now) continue;
              model.do(act, now);
              if (act.type === 'policy') policy = act.policy;
              const command = toCommand(act, now);
              if (command) apply(command, now);
              // what an act makes due at once
              model.pass(now);
              apply({ type: 'deadline' }, now);
            }
            model.wait();
          }
          expect(pages).toEqual(model.pages);
          expect(state.status).toBe(model.status);
        }),
        { numRuns },
      );
    },
    timeoutMs,
  );

  it(
    'however late and doubled its deadlines come, notifies of nothing that is acknowledged, resolved or muted, and forgets nobody',
    () => {
      fc.assert(
        fc.property(stories, fc.array(fc.nat({ max: 80 }), { maxLength: 10 }), (story, looks) => {
          let { policy } = story;
          let state: IncidentState = openedState({ policy }, opened, { quietMinutes: story.flapsFor });
          const turns: (readonly [number, Act | null])[] = [
            ...story.acts,
            ...looks.map((at): [number, null] => [at, null]),
          ];
          for (const [now, act] of turns.sort(([a], [b]) => a - b)) {
            if (act?.type === 'policy') policy = act.policy;
            const command = act ? toCommand(act, now) : { type: 'deadline' as const };
            if (!command) continue;
            const before = state;
            const rules = { ...story, policy, reachOf };
            const decision = decideIncident(state, command, rules, minute(now));
            if (decision.kind === 'refused') {
              expect(state).toBe(before);
              continue;
            }
            state = decision.state;
            const paged = decision.happened.filter(({ type }) => type === 'escalated');
            if (paged.length > 0) {
              expect(state.status).toBe('triggered');
              expect(state.muted).toBeNull();
            }
            const stepsTaken = paged.map((one) => (one.type === 'escalated' ? `${one.round}.${one.step}` : ''));
            expect(new Set(stepsTaken).size).toBe(stepsTaken.length);
            // the same look again finds nothing left to do
            const again = decideIncident(state, { type: 'deadline' }, rules, minute(now));
            if (command.type === 'deadline') expect(again).toEqual({ kind: 'decided', state, happened: [] });
            expectSomethingToCome(state);
            // only quiet, a timer or a person closes what flaps
            if (command.type === 'recover' && story.flapsFor !== null) expect(state.status).toBe(before.status);
          }
        }),
        { numRuns },
      );
    },
    timeoutMs,
  );
});

const pagesOf = (happened: readonly IncidentHappening<Reached>[], now: number): string[] =>
  happened.flatMap((one) => (one.type === 'escalated' ? one.reach.people.map((person) => `${now} ${person}`) : []));

/** Whoever waits for an incident is waited for by a deadline; what is over has none. */
function expectSomethingToCome({ status, escalation, muted, ackExpiresAt, resolvesAt, flapping }: IncidentState): void {
  if (status !== 'triggered' || muted) expect(escalation?.dueAt ?? null).toBeNull();
  if (status !== 'acknowledged') expect(ackExpiresAt).toBeNull();
  if (status === 'resolved') {
    expect([escalation, resolvesAt, muted, flapping?.quietAt ?? null]).toEqual([null, null, null, null]);
  }
  if (escalation?.dueAt) expect(Number.isInteger(minutesOf(escalation.dueAt))).toBe(true);
}
