import type { Admission } from './admission.js';
import { advance } from './advance.js';
import type { Attempt, Call, CallDetails, Message } from './call.js';
import type { CallCommand } from './commands.js';
import { deadlineOf } from './deadlines.js';
import { callerDocument } from './documents.js';
import { progressMs } from './next-attempt.js';
import type { EpochMs, Planned } from './responder.js';

type SaidWhen = 'welcome' | 'progress' | 'no_one_on_call' | 'no_answer' | 'not_in_use';

interface DryRun {
  readonly outcome: 'rings' | 'no_one_on_call' | 'rejected';
  /** `ringSeconds` 0: skipped, or the caller's longest wait is over before. */
  readonly attempts: readonly { readonly attempt: Attempt; readonly ringSeconds: number }[];
  readonly says: readonly { readonly when: SaidWhen; readonly message: Message }[];
}

/** A call that nobody answers, run through the same decisions as a live one. */
export function dryRun(details: CallDetails, plan: readonly Planned[], admission: Admission): DryRun {
  const rung = new Map<number, number>();
  const says: DryRun['says'][number][] = [];
  let call: Call | null = null;
  let command: CallCommand | null = { type: 'receive', details, plan, admission, at: details.calledAt };
  while (command) {
    const { at }: CallCommand = command;
    const before: CallCommand['type'] = command.type;
    call = advance(call, command).call;
    if (!call) throw new Error('a received call is a call');
    // that a phone rings leads the caller nowhere
    if (before !== 'report-ringing') says.push(...saidBy(call));
    const deadline = deadlineOf(call);
    if (call.phase.name === 'ringing' && call.phase.ringingSince !== undefined && deadline) {
      rung.set(call.phase.attempt, Math.max(0, Math.round((deadline.at - at) / 1000)));
    }
    command = unanswered(call, at);
  }
  const attempts = plan.map((_, i) => call?.attempts[i]).filter((a) => a !== undefined);
  return {
    outcome: call?.refusal ? 'rejected' : call?.nobodyOnCall ? 'no_one_on_call' : 'rings',
    attempts: attempts.map((attempt) => ({ attempt, ringSeconds: rung.get(attempt.n) ?? 0 })),
    says,
  };
}

function saidBy(call: Call): DryRun['says'] {
  const document = callerDocument(call);
  if (!('say' in document) || !document.say) return [];
  return [{ when: whenOf(call, document.kind), message: document.say }];
}

function whenOf(call: Call, kind: 'greet' | 'progress' | 'take-message' | 'hang-up'): SaidWhen {
  if (kind === 'greet') return 'welcome';
  if (kind === 'progress') return kind;
  if (call.refusal) return 'not_in_use';
  return call.nobodyOnCall ? 'no_one_on_call' : 'no_answer';
}

/**
 * What happens next in a call in which nobody accepts, nothing is lost and everything takes as long as it takes: phones ring as
 * soon as they are dialled, for their ring time. `at` is the instant of what happened last. Null where the caller is asked for a
 * message, or nothing more happens.
 */
export function unanswered(call: Call, at: EpochMs): CallCommand | null {
  const { phase } = call;
  const moment = { busyUserIds: [] };
  if (phase.name === 'greeting') return { type: 'proceed', at, ...moment };
  if (phase.name !== 'ringing') return null;
  const { attempt } = phase;
  if (!phase.fetched) return { type: 'proceed', attempt, at: at + progressMs(call), ...moment };
  if (phase.ringingSince === undefined) return { type: 'report-ringing', attempt, at };
  const dial = { miss: 'no_answer', bridged: false, completed: false, callerGone: false } as const;
  return { type: 'end-dial', attempt, ...dial, at: deadlineOf(call)?.at ?? at, ...moment };
}
