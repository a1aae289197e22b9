import { accepted, attemptOf, type Call, type Message, type SpokenMessage } from './call.js';
import type { Spoken } from './caller.js';
import { providerRingSeconds } from './next-attempt.js';
import { screeningSeconds, screeningSilenceSeconds } from './screening.js';
import { messageTakenMessage, notInUseMessage, progressMessage, screeningPrompt, voiceOf } from './spoken.js';

/** What the caller's leg is to do now. */
type CallerDocument =
  /** Say it, then ask again what to do. */
  | { readonly kind: 'greet'; readonly say: Message }
  /** Tell the caller that we are still trying, then ask for the dial of this attempt. */
  | { readonly kind: 'progress'; readonly attempt: number; readonly say: SpokenMessage }
  | {
      readonly kind: 'dial';
      readonly attempt: number;
      readonly number: string;
      /** The provider's own ring limit: only the backstop of our timer. */
      readonly timeoutSeconds: number;
      /** Nobody talks longer: a leg that is forgotten, or abused, ends. */
      readonly timeLimitSeconds: number;
      /** The longest the screening takes, from the pick-up. */
      readonly screeningSeconds: number;
      readonly screened: boolean;
      readonly recorded: boolean;
    }
  | { readonly kind: 'take-message'; readonly say: Message }
  | { readonly kind: 'hang-up'; readonly say: Message | null }
  | { readonly kind: 'reject' }
  /** Nothing to do but stay: the conversation is under way. */
  | { readonly kind: 'stay' };

/** What a responder's leg is to do now. */
type ResponderDocument =
  | {
      readonly kind: 'ask';
      readonly say: readonly Spoken[];
      readonly like: Pick<SpokenMessage, 'language' | 'voice'>;
      readonly silenceSeconds: number;
    }
  | { readonly kind: 'connect' }
  | { readonly kind: 'hang-up' };

const conversationLimitSeconds = 4 * 60 * 60;

/** Computed from the state, never from the request: two requests that race get the same answer. */
export function callerDocument(call: Call): CallerDocument {
  const { phase, setup } = call;
  switch (phase.name) {
    case 'greeting':
      return { kind: 'greet', say: setup.messages.welcome };
    case 'ringing':
      return phase.sentence && !phase.fetched
        ? { kind: 'progress', attempt: phase.attempt, say: progressMessage(call) }
        : dial(call, phase.attempt);
    case 'screening':
      return dial(call, phase.attempt);
    case 'connected':
      return { kind: 'stay' };
    case 'taking-message':
      return {
        kind: 'take-message',
        say: phase.nobodyOnCall ? setup.messages.noOneOnCall : setup.messages.noAnswer,
      };
    case 'hanging-up':
    case 'ended':
      return farewell(call);
  }
}

function dial(call: Call, n: number): CallerDocument {
  const { setup } = call;
  const attempt = attemptOf(call, n);
  if (!attempt?.responder) return { kind: 'hang-up', say: null };
  return {
    kind: 'dial',
    attempt: n,
    number: attempt.responder.phone,
    timeoutSeconds: providerRingSeconds(call),
    timeLimitSeconds: conversationLimitSeconds,
    screeningSeconds: screeningSeconds(call),
    screened: setup.screening,
    recorded: setup.recordingEnabled,
  };
}

function farewell(call: Call): CallerDocument {
  if (call.refusal === 'line_disabled') return { kind: 'hang-up', say: notInUseMessage(call) };
  if (call.refusal) return { kind: 'reject' };
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
    like: voiceOf(call.setup),
    silenceSeconds: screeningSilenceSeconds,
  };
}
