import { accepted, attemptOf, type Call, type SpokenMessage } from './call.js';
import {
  messageTakenMessage,
  notInUseMessage,
  progressMessage,
  screeningPrompt,
  type Spoken,
  speechSeconds,
} from './spoken.js';
import { screeningSilenceSeconds } from './decide.js';

/** What the caller's leg is to do now. */
export type CallerDocument =
  /** Say it, then ask again what to do. */
  | { readonly kind: 'greet'; readonly say: SpokenMessage }
  | {
      readonly kind: 'dial';
      readonly attempt: number;
      readonly number: string;
      readonly say: SpokenMessage | null;
      /** The provider's own ring limit: only the backstop of our timer. */
      readonly timeoutSeconds: number;
      readonly screened: boolean;
      readonly recorded: boolean;
    }
  | { readonly kind: 'take-message'; readonly say: SpokenMessage; readonly recorded: boolean }
  | { readonly kind: 'hang-up'; readonly say: SpokenMessage | null }
  | { readonly kind: 'reject' }
  /** Nothing to do but stay: the conversation is under way. */
  | { readonly kind: 'stay' };

/** What a responder's leg is to do now. */
export type ResponderDocument =
  | {
      readonly kind: 'ask';
      readonly say: readonly Spoken[];
      readonly like: SpokenMessage;
      readonly silenceSeconds: number;
    }
  | { readonly kind: 'connect' }
  | { readonly kind: 'hang-up' };

const backstopSeconds = 5;

/** Computed from the state, never from the request: two requests that race get the same answer. */
export function callerDocument(call: Call): CallerDocument {
  const { phase, setup } = call;
  switch (phase.name) {
    case 'greeting':
      return { kind: 'greet', say: setup.messages.welcome };
    case 'ringing':
    case 'screening':
      return dial(call, phase.attempt);
    case 'connected':
      return { kind: 'stay' };
    case 'taking-message':
      return {
        kind: 'take-message',
        say: phase.nobodyOnCall ? setup.messages.noOneOnCall : setup.messages.noAnswer,
        recorded: true,
      };
    case 'clearing':
    case 'ended':
      return farewell(call);
  }
}

function dial(call: Call, n: number): CallerDocument {
  const { setup } = call;
  const attempt = attemptOf(call, n);
  if (!attempt?.responder) return { kind: 'hang-up', say: null };
  const isFirst = !call.attempts.some((a) => a.n < n && a.startedAt !== null);
  const say = !isFirst && setup.progressMessages ? progressMessage(call) : null;
  return {
    kind: 'dial',
    attempt: n,
    number: attempt.responder.phone,
    say,
    timeoutSeconds: setup.ringTimeoutSeconds + backstopSeconds,
    screened: setup.screening,
    recorded: setup.recordingEnabled,
  };
}

function farewell(call: Call): CallerDocument {
  if (call.refusal === 'caller_blocked') return { kind: 'reject' };
  if (call.refusal === 'line_disabled') return { kind: 'hang-up', say: notInUseMessage(call) };
  if (accepted(call)) return { kind: 'hang-up', say: null };
  if (call.voicemail) return { kind: 'hang-up', say: messageTakenMessage(call) };
  if (call.nobodyOnCall && !call.setup.takeMessageWhenNoOneOnCall) {
    return { kind: 'hang-up', say: call.setup.messages.noOneOnCall };
  }
  return { kind: 'hang-up', say: null };
}

/** Two responders are never connected: only the attempt that was accepted, while it is the current one, is let through. */
export function responderDocument(call: Call, n: number): ResponderDocument {
  const { phase } = call;
  if (phase.name === 'connected' && phase.attempt === n) return { kind: 'connect' };
  const isAsked =
    (phase.name === 'ringing' || phase.name === 'screening') &&
    phase.attempt === n &&
    attemptOf(call, n)?.result === 'ringing';
  if (!isAsked) return { kind: 'hang-up' };
  if (!call.setup.screening) return { kind: 'connect' };
  return {
    kind: 'ask',
    say: screeningPrompt(call),
    like: call.setup.messages.welcome,
    silenceSeconds: screeningSilenceSeconds,
  };
}

/** The longest a screening can take at the provider: prompt and silence, in seconds. */
export const screeningSeconds = (call: Call): number => speechSeconds(screeningPrompt(call)) + screeningSilenceSeconds;
