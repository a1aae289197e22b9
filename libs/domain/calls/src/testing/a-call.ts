import { defaultVoice } from '@ringdown/kernel';
import type { Admission } from '../admission.js';
import { advance } from '../advance.js';
import type { Call, CallDetails, LineSetup } from '../call.js';
import { type Caller, unknownCaller } from '../caller.js';
import type { CallCommand } from '../commands.js';
import type { CallEvent } from '../events.js';
import type { Planned, Role } from '../responder.js';

export const t0 = Date.parse('2026-01-05T03:00:00.000Z');
/** The instant `seconds` after the call came in. */
export const at = (seconds: number): number => t0 + seconds * 1000;

const say = (text: string) => ({ text, ...defaultVoice });

const aSetup = (change: Partial<LineSetup> = {}): LineSetup => ({
  ringTimeoutSeconds: 25,
  maxWaitSeconds: 180,
  screening: true,
  recordingEnabled: true,
  takeMessageWhenNoOneOnCall: false,
  progressMessages: false,
  messages: { welcome: say('Welcome.'), noOneOnCall: say('No one is on call.'), noAnswer: say('Leave a message.') },
  ...change,
});

const people = ['Priya S.', 'Sam T.', 'Alex R.'];
const roles: readonly Role[] = ['primary', 'fallback1', 'fallback2'];

export const someone = (index: number): Planned => ({
  role: roles[index] ?? 'fallback2',
  responder: {
    userId: `user_${index + 1}`,
    userName: people[index] ?? 'Kim',
    phone: `+1415555010${index + 2}`,
    scheduleId: null,
    scheduleName: null,
  },
  skip: null,
});

export const nobody = (index: number): Planned => ({
  role: roles[index] ?? 'fallback2',
  responder: null,
  skip: 'nobody_on_call',
  user: null,
  scheduleId: 'sched_1',
});

export const aCaller = (known: Partial<Caller> = {}): Caller => ({ ...unknownCaller, ...known });

/** A provider that takes the keys by itself, and does not report that a phone rings. */
export const plivo = { provider: 'plivo', capabilities: { screensByItself: true, reportsRinging: false } };

export const details = (setup: Partial<LineSetup> = {}): CallDetails => ({
  id: 'call_1',
  lineId: 'line_1',
  lineName: 'On-call hotline',
  lineNumber: '+12245550123',
  provider: 'twilio',
  capabilities: { screensByItself: false, reportsRinging: true },
  providerCallId: 'CA1',
  providerAccountId: 'acct_1',
  caller: aCaller({ number: '+14156040016', name: 'Mitchell Starc', contactId: 'contact_1' }),
  calledAt: t0,
  test: false,
  setup: aSetup(setup),
});

export const received = (
  plan: readonly Planned[],
  setup: Partial<LineSetup> = {},
  admission: Admission = { kind: 'ring' },
): Extract<CallCommand, { type: 'receive' }> => ({
  type: 'receive',
  at: t0,
  details: details(setup),
  plan,
  admission,
});

interface Played {
  readonly call: Call;
  readonly events: readonly CallEvent[];
  readonly steps: readonly string[];
  /** What the last command alone decided. */
  readonly last: ReturnType<typeof advance>;
}

/** Plays commands from the first ring on. */
export function play(...commands: readonly CallCommand[]): Played {
  let call: Call | null = null;
  const events: CallEvent[] = [];
  const steps: string[] = [];
  let last: ReturnType<typeof advance> | null = null;
  for (const command of commands) {
    last = advance(call, command);
    call = last.call;
    events.push(...last.events);
    steps.push(...last.steps.map((s) => s.text));
  }
  if (!call || !last) throw new Error('play begins with a receive command');
  return { call, events, steps, last };
}
