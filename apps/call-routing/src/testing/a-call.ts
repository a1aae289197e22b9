import {
  advance,
  type Call,
  type CallCommand,
  type CallDetails,
  type Planned,
  unknownCaller,
} from '@ringdown/domain-calls';
import type { StoredCall } from '../calls/stored-call.js';

export const t0 = Date.parse('2026-01-05T03:00:00.000Z');
/** The instant `seconds` after the first call came in. */
export const at = (seconds: number): number => t0 + seconds * 1000;

const say = (text: string) => ({ text, language: 'en-US', voice: 'Polly.Joanna' });
const people = ['Priya S.', 'Sam T.', 'Alex R.'];
const roles = ['primary', 'fallback1', 'fallback2'] as const;

/** Everybody of the plan can be rung; the primary is found through a schedule. */
const everybody: readonly Planned[] = people.map((userName, index) => ({
  role: roles[index] ?? 'fallback2',
  responder: {
    userId: `user_${index + 1}`,
    userName,
    phone: `+1415555010${index + 2}`,
    scheduleId: index === 0 ? 'sched_1' : null,
    scheduleName: index === 0 ? 'Primary rota' : null,
  },
  skip: null,
}));

export const nobody: readonly Planned[] = [
  { role: 'primary', responder: null, skip: 'nobody_on_call', user: null, scheduleId: 'sched_1' },
];

type Receive = Extract<CallCommand, { type: 'receive' }>;
type Change = Partial<CallDetails> & Partial<Pick<Receive, 'plan' | 'admission'>>;

/** A call comes in; a test names only what it is about. */
export function received({ plan = everybody, admission = { kind: 'ring' }, ...details }: Change = {}): Receive {
  const calledAt = details.calledAt ?? t0;
  return {
    type: 'receive',
    at: calledAt,
    plan,
    admission,
    details: {
      id: 'call_1',
      lineId: 'line_1',
      lineName: 'On-call hotline',
      lineNumber: '+12245550123',
      provider: 'twilio',
      capabilities: { screensByItself: false, reportsRinging: true },
      providerCallId: `CA-${details.id ?? 'call_1'}`,
      providerAccountId: 'acct_1',
      caller: { ...unknownCaller, number: '+14156040016', name: 'Mitchell Starc', contactId: 'contact_1' },
      test: false,
      setup: {
        ringTimeoutSeconds: 25,
        maxWaitSeconds: 180,
        screening: true,
        recordingEnabled: true,
        takeMessageWhenNoOneOnCall: false,
        progressMessages: false,
        messages: { welcome: say('Welcome.'), noOneOnCall: say('No one.'), noAnswer: say('Leave a message.') },
      },
      ...details,
      calledAt,
    },
  };
}

export const proceed = (seconds: number): CallCommand => ({ type: 'proceed', at: at(seconds), busyUserIds: [] });
export const rings = (seconds: number, attempt = 1): CallCommand => ({
  type: 'report-ringing',
  attempt,
  at: at(seconds),
});
export const pickUp = (seconds: number, attempt = 1): CallCommand => ({ type: 'pick-up', attempt, at: at(seconds) });
export const press = (seconds: number, digit = '1', attempt = 1): CallCommand => ({
  type: 'press',
  attempt,
  digit,
  at: at(seconds),
});
export const timeOutRing = (seconds: number, attempt = 1): CallCommand => ({
  type: 'time-out-ring',
  attempt,
  at: at(seconds),
  busyUserIds: [],
});
export const end = (seconds: number, duration: number | null = null, failed = false): CallCommand => ({
  type: 'end',
  at: at(seconds),
  duration,
  failed,
});
export const endDial = (
  seconds: number,
  more: Partial<Extract<CallCommand, { type: 'end-dial' }>> = {},
): CallCommand => ({
  type: 'end-dial',
  attempt: 1,
  miss: 'no_answer',
  bridged: false,
  completed: false,
  callerGone: false,
  busyUserIds: [],
  at: at(seconds),
  ...more,
});

/** A call after these commands, as it would be kept; `version` counts the steps. */
export function storedAfter(first: Receive, ...more: readonly CallCommand[]): StoredCall {
  let call: Call | null = null;
  const steps: StoredCall['steps'][number][] = [];
  let version = 0;
  for (const command of [first, ...more]) {
    const next = advance(call, command);
    call = next.call;
    steps.push(...next.steps);
    if (next.events.length > 0) version++;
  }
  if (!call) throw new Error('a call begins with a receive command');
  return { call, steps, version, correlationId: call.id };
}
