import type { Call } from './call.js';
import type { CallCommand } from './commands.js';
import { deadlineOf, type Deadline } from './deadlines.js';
import { decide } from './decide.js';
import type { CallEvent } from './events.js';
import { evolve } from './evolve.js';
import { type Step, stepsOf } from './steps.js';

/** What has to be done outside once the step is saved. Losing one costs time only: the deadline stands in Postgres too. */
export type Effect = { readonly type: 'arm'; readonly deadline: Deadline } | { readonly type: 'redirect' };

interface Advance {
  readonly call: Call | null;
  readonly events: readonly CallEvent[];
  readonly steps: readonly Step[];
  readonly effects: readonly Effect[];
}

/** One whole step of a call, pure: what happened, the call after it, what the log says, what to do outside. */
export function advance(before: Call | null, command: CallCommand): Advance {
  const events = decide(before, command);
  const call = events.reduce<Call | null>(evolve, before);
  if (!call || events.length === 0) return { call, events, steps: [], effects: [] };
  return { call, events, steps: stepsOf(call, events), effects: effectsOf(before, call, events) };
}

function effectsOf(before: Call | null, call: Call, events: readonly CallEvent[]): readonly Effect[] {
  const deadline = deadlineOf(call);
  const old = before && deadlineOf(before);
  const isNew = deadline && (deadline.timer !== old?.timer || deadline.at !== old.at);
  return [
    ...(isNew ? [{ type: 'arm' as const, deadline }] : []),
    ...(events.some((e) => e.type === 'redirecting') ? [{ type: 'redirect' as const }] : []),
  ];
}
