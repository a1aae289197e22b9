import type { Admission } from './admission.js';
import { advance } from './advance.js';
import type { Attempt, Call, CallFacts, Message } from './call.js';
import type { CallCommand } from './commands.js';
import { deadlineOf } from './deadlines.js';
import { callerDocument } from './documents.js';
import { progressSeconds } from './next-attempt.js';
import type { Planned } from './ring-plan.js';

export type SaidWhen = 'welcome' | 'progress' | 'no_one_on_call' | 'no_answer' | 'not_in_use';

export interface DryRun {
  readonly outcome: 'rings' | 'no_one_on_call' | 'rejected';
  /** `ringSeconds` 0: skipped, or the caller's longest wait is over before. */
  readonly attempts: readonly { readonly attempt: Attempt; readonly ringSeconds: number }[];
  readonly says: readonly { readonly when: SaidWhen; readonly message: Message }[];
}

/** A call that nobody answers, run through the same decisions as a live one. */
export function dryRun(facts: CallFacts, plan: readonly Planned[], admission: Admission): DryRun {
  const rung = new Map<number, number>();
  const says: DryRun['says'][number][] = [];
  let at = facts.calledAt;
  let call: Call | null = null;
  let command: CallCommand | null = { type: 'receive', facts, plan, admission, at };
  while (command) {
    call = advance(call, command).call;
    if (!call) throw new Error('a received call is a call');
    says.push(...saidBy(call));
    const deadline = deadlineOf(call);
    if (call.phase.name === 'ringing' && deadline) {
      const { attempt } = call.phase;
      rung.set(attempt, Math.max(0, Math.round((deadline.at - at) / 1000) - progressSeconds(call, attempt)));
      at = deadline.at;
    }
    command = next(call, at);
  }
  const attempts = plan.map((_, i) => call?.attempts[i]).filter((a) => a !== undefined);
  return {
    outcome: call?.refusal ? 'rejected' : call?.nobodyOnCall ? 'no_one_on_call' : 'rings',
    attempts: attempts.map((attempt) => ({ attempt, ringSeconds: rung.get(attempt.n) ?? 0 })),
    says,
  };
}

/** The provider asks on after the greeting, and its dial ends without an answer when our ring time is over. */
function next({ phase }: Call, at: number): CallCommand | null {
  if (phase.name === 'greeting') return { type: 'proceed', at, engagedUserIds: [] };
  if (phase.name !== 'ringing') return null;
  const dial = { miss: 'no_answer', bridged: false, completed: false, callerGone: false } as const;
  return { type: 'end-dial', attempt: phase.attempt, ...dial, at, engagedUserIds: [] };
}

function saidBy(call: Call): DryRun['says'] {
  const document = callerDocument(call);
  if (!('say' in document) || !document.say) return [];
  return [{ when: whenOf(call, document.kind), message: document.say }];
}

function whenOf(call: Call, kind: 'greet' | 'dial' | 'take-message' | 'hang-up'): SaidWhen {
  if (kind === 'greet') return 'welcome';
  if (kind === 'dial') return 'progress';
  if (call.refusal) return 'not_in_use';
  return call.nobodyOnCall ? 'no_one_on_call' : 'no_answer';
}
