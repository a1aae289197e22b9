import { type EscalationPolicy, startEscalation, stepOnDemand, type StepTaken, takeDueSteps } from './escalation.js';

const opened = new Date('2026-01-05T03:00:00.000Z');
const after = (seconds: number): Date => new Date(opened.getTime() + seconds * 1000);
const seconds = (at: Date | null | undefined): number | null => (at ? (at.getTime() - opened.getTime()) / 1000 : null);

const policy = (change: Partial<EscalationPolicy<string>> = {}): EscalationPolicy<string> => ({
  steps: [
    { delayMinutes: 0, targets: ['Priya'] },
    { delayMinutes: 5, targets: ['Sam'] },
    { delayMinutes: 10, targets: ['Alex'] },
  ],
  repeat: 0,
  repeatDelayMinutes: 5,
  ...change,
});
const five: EscalationPolicy<string> = {
  steps: [1, 2, 3, 4, 5].map((delayMinutes) => ({ delayMinutes, targets: [`of step ${delayMinutes}`] })),
  repeat: 1,
  repeatDelayMinutes: 30,
};

interface Reached {
  readonly names: readonly string[];
  readonly reachesSomebody: boolean;
}
const everybody = (names: readonly string[]): Reached => ({ names, reachesSomebody: true });
const nobodyBut =
  (...present: readonly string[]) =>
  (targets: readonly string[]): Reached => {
    const names = targets.filter((target) => present.includes(target));
    return { names, reachesSomebody: names.length > 0 };
  };

/** Looks every second, as the timers do, and answers what was taken when. */
function run(
  ofThen: EscalationPolicy<string> | ((atSecond: number) => EscalationPolicy<string> | null),
  reachOf: (targets: readonly string[]) => Reached = everybody,
  until = 4 * 3600,
): string[] {
  const policyAt = typeof ofThen === 'function' ? ofThen : () => ofThen;
  let escalation = startEscalation(policyAt(0), opened);
  const log: string[] = [];
  for (let second = 0; second <= until && escalation; second++) {
    const turn = takeDueSteps(policyAt(second), escalation, after(second), reachOf);
    escalation = turn.escalation;
    log.push(...turn.taken.map((taken) => `${second} ${words(taken)}`));
  }
  return log;
}
const words = ({ step, of, round, reach }: StepTaken<Reached>): string =>
  `${round}.${step}/${of} ${reach.names.join('+') || 'nobody'}`;

describe('an escalation', () => {
  it('takes each step when its delay is over, to the second', () => {
    expect(run(policy())).toEqual(['0 1.1/3 Priya', '300 1.2/3 Sam', '900 1.3/3 Alex']);
  });

  it('goes through five steps twice, with the delay of the repeat between', () => {
    const minutes = [1, 3, 6, 10, 15, 46, 48, 51, 55, 60];
    expect(run(five)).toEqual(
      minutes.map((minute, i) => {
        const step = (i % 5) + 1;
        return `${minute * 60} ${i < 5 ? 1 : 2}.${step}/5 of step ${step}`;
      }),
    );
  });

  it('is followed at once by the next step where a step reaches nobody', () => {
    expect(run(policy(), nobodyBut('Alex'))).toEqual(['0 1.1/3 nobody', '0 1.2/3 nobody', '0 1.3/3 Alex']);
    expect(run(policy({ repeat: 1 }), nobodyBut('Sam'))).toEqual([
      '0 1.1/3 nobody',
      '0 1.2/3 Sam',
      '600 1.3/3 nobody',
      '900 2.1/3 nobody',
      '900 2.2/3 Sam',
      '1500 2.3/3 nobody',
    ]);
  });

  it('ends where no step reaches anybody, however often it is repeated', () => {
    expect(run(policy({ repeat: 5, repeatDelayMinutes: 1 }), nobodyBut())).toHaveLength(18);
  });

  it('has no beginning without a policy, or without steps', () => {
    expect(startEscalation(null, opened)).toBeNull();
    expect(startEscalation(policy({ steps: [] }), opened)).toBeNull();
  });

  it('uses the policy of the moment in which a step is taken', () => {
    const changed = policy({
      steps: [
        { delayMinutes: 0, targets: ['Priya'] },
        { delayMinutes: 1, targets: ['Robin'] },
      ],
    });
    // the wait for Sam has begun before the change
    expect(run((second) => (second < 60 ? policy() : changed))).toEqual(['0 1.1/3 Priya', '300 1.2/2 Robin']);
    const shorter = policy({ steps: policy().steps.slice(0, 1) });
    expect(run((second) => (second < 60 ? policy() : shorter))).toEqual(['0 1.1/3 Priya']);
    const shorterAndRepeated = { ...shorter, repeat: 1, repeatDelayMinutes: 2 };
    expect(run((second) => (second < 60 ? policy() : shorterAndRepeated))).toEqual([
      '0 1.1/3 Priya',
      '420 2.1/1 Priya',
    ]);
    expect(run((second) => (second < 60 ? policy() : null))).toEqual(['0 1.1/3 Priya']);
  });

  it('counts the next wait from the step where that came late, so that people have time to answer', () => {
    const start = startEscalation(policy(), opened);
    if (!start) throw new Error('it begins');
    const late = takeDueSteps(policy(), start, after(3600), everybody);
    expect(late.taken.map(words)).toEqual(['1.1/3 Priya']);
    expect(seconds(late.escalation.dueAt)).toBe(3900);
    const punctual = takeDueSteps(policy(), start, after(2), everybody);
    expect(seconds(punctual.escalation.dueAt)).toBe(300);
  });

  it('takes nothing before its time, and nothing twice', () => {
    const start = startEscalation(policy(), opened);
    if (!start) throw new Error('it begins');
    const { escalation } = takeDueSteps(policy(), start, opened, everybody);
    for (const at of [0, 1, 299]) expect(takeDueSteps(policy(), escalation, after(at), everybody).taken).toEqual([]);
  });

  it('goes on by hand with the step that comes next, or begins anew after the last', () => {
    expect(stepOnDemand(policy(), { round: 0, step: 1, dueAt: after(300) }, after(7))).toEqual({
      round: 0,
      step: 1,
      dueAt: after(7),
    });
    const ended = { round: 0, step: 3, dueAt: null };
    expect(stepOnDemand(policy(), ended, after(7))).toEqual({ round: 0, step: 0, dueAt: after(7) });
    expect(stepOnDemand(policy(), null, after(7))).toEqual({ round: 0, step: 0, dueAt: after(7) });
    expect(stepOnDemand(null, null, after(7))).toBeNull();
  });
});
