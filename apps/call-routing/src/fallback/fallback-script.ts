import {
  type Admission,
  advance,
  type Call,
  type CallCommand,
  callerDocument,
  type CallDetails,
  type Planned,
  responderDocument,
  unanswered,
} from '@ringdown/domain-calls';
import type { FallbackScript, FallbackStep, Utterance } from '@ringdown/telephony';
import { utteranceOf } from '../calls/index.js';

/** Stands for what the provider will keep: only that there is a message decides what is said after it. */
const someMessage = { recordingId: 'message', providerUrl: 'https://provider.invalid/message', seconds: null };

/**
 * A call that nobody accepts, run through the decisions of the live path. Everybody is screened, whatever the line says:
 * nobody is there to distinguish a voicemail box from a person.
 */
export function fallbackScript(details: CallDetails, plan: readonly Planned[], admission: Admission): FallbackScript {
  const screened = { ...details, setup: { ...details.setup, screening: true } };
  const steps: FallbackStep[] = [];
  let ask: FallbackScript['ask'] = null;
  let name = 'start';
  let says: Utterance[] = [];
  let call: Call | null = null;
  let command: CallCommand | null = { type: 'receive', details: screened, plan, admission, at: details.calledAt };
  while (command) {
    const { at }: CallCommand = command;
    // that a phone rings leads the caller to no other document
    const isAsked: boolean = command.type !== 'report-ringing';
    call = received(call, command);
    const document = callerDocument(call);
    if (isAsked && 'say' in document && document.say) says.push(utteranceOf(document.say));
    if (isAsked && document.kind !== 'greet' && document.kind !== 'progress') {
      steps.push({ name, says, then: thenOf(call, document) });
      says = [];
      name = document.kind === 'dial' ? `after-${document.attempt}` : 'recorded';
    }
    if (document.kind === 'dial') ask ??= asked(call, document.attempt);
    command = afterwards(call, at);
  }
  return { lineNumber: details.lineNumber, steps, ask };
}

function received(before: Call | null, command: CallCommand): Call {
  const { call } = advance(before, command);
  if (!call) throw new Error('a received call is a call');
  return call;
}

function thenOf(call: Call, document: ReturnType<typeof callerDocument>): FallbackStep['then'] {
  if (document.kind === 'take-message') return { kind: 'record' };
  if (document.kind !== 'dial') return { kind: 'hang-up' };
  const { attempt, number, timeLimitSeconds, screeningSeconds } = document;
  const leftMs = call.calledAt + call.setup.maxWaitSeconds * 1000 - startOf(call);
  const seconds = Math.min(call.setup.ringTimeoutSeconds, Math.max(5, Math.round(leftMs / 1000)));
  return { kind: 'ring', number, seconds, timeLimitSeconds, screeningSeconds, attempt };
}

const startOf = (call: Call): number =>
  (call.phase.name === 'ringing' ? call.attempts[call.phase.attempt - 1]?.startedAt : null) ?? call.calledAt;

function asked(call: Call, attempt: number): FallbackScript['ask'] {
  const document = responderDocument(call, attempt);
  if (document.kind !== 'ask') return null;
  return { say: { parts: document.say, ...document.like }, silenceSeconds: document.silenceSeconds };
}

/** How a call goes on in which no ring is accepted and a message is left. */
const afterwards = (call: Call, at: number): CallCommand | null =>
  call.phase.name === 'taking-message' ? { type: 'take-message', at, recording: someMessage } : unanswered(call, at);
