import { attemptOf, type Call } from './call.js';
import type { CallCommand } from './commands.js';
import { fetchDial, missIfOpen } from './decide-ringing.js';
import type { CallEvent } from './events.js';
import { dialSeconds, goOn } from './next-attempt.js';
import { screeningLimitMs } from './screening.js';

type EndDial = Extract<CallCommand, { type: 'end-dial' }>;

/** Reports may be held up for some seconds while no process answers (deploy/nginx). */
const assumptionDoubtMs = 15_000;
/** How long a redirect may be under way before it counts as lost. */
const redirectTimeoutMs = 5000;

/**
 * The provider's dial is over. Accepted is only what was accepted by key, or was bridged: that a leg was picked up, or
 * that the dial reads "completed", says nothing (a voicemail box does that too).
 */
export function endDial(call: Call, command: EndDial): readonly CallEvent[] {
  const { phase } = call;
  if (phase.name === 'connected' && phase.attempt === command.attempt) return endConversation(call, command);
  if (phase.name !== 'ringing' && phase.name !== 'screening') return [];
  const { attempt, at, callerGone, miss } = command;
  // the answer to the end of a dial that our own redirect interrupted is thrown away by the provider
  if (attempt < phase.attempt && !callerGone && !isRedirecting(call, at)) return nextAfter(call, command);
  if (attempt !== phase.attempt) return [];
  if (wasBridged(call, command)) return conversationWas(call, attempt, at);
  if (callerGone) return [...missIfOpen(call, attempt, 'no_answer', at, 'caller_hung_up'), { type: 'caller-left', at }];
  if (isRedirecting(call, at)) return [];
  return [...missIfOpen(call, attempt, miss, at), ...goOn(call, attempt, { ...command, fetched: true })];
}

/** The end of a dial that the call has left already asks for the next one's. */
function nextAfter(call: Call, command: EndDial): readonly CallEvent[] {
  const { phase } = call;
  return phase.name === 'ringing' && !phase.fetched ? fetchDial(call, phase, command, false) : [];
}

const conversationWas = (call: Call, attempt: number, at: number): readonly CallEvent[] => [
  { type: 'accepted', attempt, answeredAt: attemptOf(call, attempt)?.pickedUpAt ?? at, assumed: false, at },
  { type: 'conversation-ended', attempt, at },
];

/**
 * The provider's word, where it gives one. Without it, and without screening, a completed dial was a conversation; with
 * screening only the key counts, or a dial that lasted longer than ringing and screening can.
 */
const wasBridged = (call: Call, { bridged, completed, attempt, at }: EndDial): boolean =>
  bridged ?? (completed && (!call.setup.screening || outlastedScreening(call, attempt, at)));

function outlastedScreening(call: Call, n: number, at: number): boolean {
  const attempt = attemptOf(call, n);
  if (!attempt || attempt.startedAt === null || (call.phase.name === 'screening' && call.phase.failed)) return false;
  const pickedUpBy = attempt.pickedUpAt ?? attempt.startedAt + dialSeconds(call) * 1000;
  return at > pickedUpBy + screeningLimitMs(call);
}

/** Accepted, but never bridged, and the caller is still there: a human must be found all the same. */
function endConversation(call: Call, command: EndDial): readonly CallEvent[] {
  const { attempt, at, bridged, callerGone } = command;
  const assumedTooSoon = bridged === null && wasAssumed(call, at);
  if ((bridged !== false && !assumedTooSoon) || callerGone) return [{ type: 'conversation-ended', attempt, at }];
  return [
    assumedTooSoon
      ? { type: 'missed', attempt, miss: 'no_answer', reason: null, at }
      : { type: 'missed', attempt, miss: 'failed', reason: 'not_bridged', at },
    ...goOn(call, attempt, { ...command, fetched: true }),
  ];
}

/** The report of a screening that failed was on its way when we concluded that somebody had accepted. */
const wasAssumed = ({ phase }: Call, at: number): boolean =>
  phase.name === 'connected' && phase.assumedAt !== null && at - phase.assumedAt < assumptionDoubtMs;

/** A redirect interrupts the dial it finds, and that dial's end is then reported: it says nothing about the responder. */
const isRedirecting = (call: Call, at: number): boolean =>
  call.redirectingSince !== null && at - call.redirectingSince < redirectTimeoutMs;
