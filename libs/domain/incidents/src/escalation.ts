/** A policy as an escalation reads it; `Target` is whoever is to be notified. */
export interface EscalationPolicy<Target> {
  readonly steps: readonly {
    /** From the step before, or from the opening for the first. */
    readonly delayMinutes: number;
    readonly targets: readonly Target[];
  }[];
  /** How often all steps are taken again after the first time. */
  readonly repeat: number;
  /** From the last step until the first step begins to wait again. */
  readonly repeatDelayMinutes: number;
}

/** Where the escalation of an incident stands. */
export interface Escalation {
  /** How often the policy has been gone through: 0 in the first round. */
  readonly round: number;
  /** The index of the step that is to be taken next. */
  readonly step: number;
  /** When it is to be taken; null while nothing is: acknowledged, muted, or at its end. */
  readonly dueAt: Date | null;
}

/** A step that was taken. `reach` is whom it reaches, as found out at that moment. */
export interface StepTaken<R> {
  /** From 1. */
  readonly step: number;
  readonly of: number;
  /** From 1. */
  readonly round: number;
  readonly reach: R;
}

/** Whom the targets of a step reach at this moment, or the reasons why they reach nobody. */
export type ReachOf<Target, R> = (targets: readonly Target[]) => R;

export interface Reach {
  readonly reachesSomebody: boolean;
}

const punctualMs = 5000;
const minuteMs = 60_000;

/** The escalation of an incident that begins at `from`; null where its policy has no step. */
export function startEscalation(policy: EscalationPolicy<unknown> | null, from: Date): Escalation | null {
  const first = policy?.steps[0];
  return first ? { round: 0, step: 0, dueAt: minutesAfter(from, first.delayMinutes) } : null;
}

/**
 * Takes the steps that are due at `now`: usually one; a step that reaches nobody is followed by the next at once. The policy is the
 * one of this moment: a change applies from the next step. Without a policy the escalation ends.
 */
export function takeDueSteps<Target, R extends Reach>(
  policy: EscalationPolicy<Target> | null,
  from: Escalation,
  now: Date,
  reachOf: ReachOf<Target, R>,
): { readonly escalation: Escalation; readonly taken: readonly StepTaken<R>[] } {
  const taken: StepTaken<R>[] = [];
  let escalation = from;
  while (escalation.dueAt && escalation.dueAt <= now) {
    if (!policy) return { escalation: { ...escalation, dueAt: null }, taken };
    const { round, step, dueAt } = escalation;
    const current = policy.steps[step];
    const waitFrom = punctual(dueAt, now);
    if (!current) {
      // The policy has become shorter while its next step was waited for.
      escalation = stepAfter(policy, { round, step }, waitFrom);
      continue;
    }
    const reach = reachOf(current.targets);
    taken.push({ step: step + 1, of: policy.steps.length, round: round + 1, reach });
    escalation = stepAfter(policy, { round, step }, waitFrom);
    const isNextInRound = escalation.round === round;
    if (!reach.reachesSomebody && isNextInRound && escalation.dueAt) escalation = { ...escalation, dueAt: now };
  }
  return { escalation, taken };
}

/** The step that somebody wants now: the next one, or the first again where none is left. Null where the policy has no step. */
export function stepOnDemand(
  policy: EscalationPolicy<unknown> | null,
  escalation: Escalation | null,
  now: Date,
): Escalation | null {
  if (!policy || policy.steps.length === 0) return null;
  if (escalation && escalation.step < policy.steps.length) return { ...escalation, dueAt: now };
  return { round: 0, step: 0, dueAt: now };
}

function stepAfter(
  policy: EscalationPolicy<unknown>,
  { round, step }: Omit<Escalation, 'dueAt'>,
  waitFrom: Date,
): Escalation {
  const next = policy.steps[step + 1];
  if (next) return { round, step: step + 1, dueAt: minutesAfter(waitFrom, next.delayMinutes) };
  const first = policy.steps[0];
  if (!first || round >= policy.repeat) return { round, step: policy.steps.length, dueAt: null };
  return {
    round: round + 1,
    step: 0,
    dueAt: minutesAfter(waitFrom, policy.repeatDelayMinutes + first.delayMinutes),
  };
}

/** From when the next wait counts: what is found late does not shorten it, since people need their time to answer. */
export const punctual = (due: Date, now: Date): Date => (now.getTime() - due.getTime() <= punctualMs ? due : now);

export const minutesAfter = (from: Date, minutes: number): Date => new Date(from.getTime() + minutes * minuteMs);
