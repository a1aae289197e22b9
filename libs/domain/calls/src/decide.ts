import { assertNever } from '@ringdown/kernel';
import { accepted, attemptOf, type Call, type Outcome } from './call.js';
import type { CallCommand } from './commands.js';
import { bridge, pass, press } from './decide-acceptance.js';
import { endDial } from './decide-dial-end.js';
import { missIfOpen, notRung, proceed, reportRinging } from './decide-ringing.js';
import type { CallEvent } from './events.js';
import { givesUpAt, goOn, retryDeadline } from './next-attempt.js';
import { attachRecording, removeRecording, takeMessage } from './recordings.js';
import { screeningLimitMs } from './screening.js';

type Command<T extends CallCommand['type']> = Extract<CallCommand, { type: T }>;

/**
 * What a report means for the call as it stands. Providers redeliver and timers outlive the attempt they were set for,
 * so a report about the past is not an error: it decides nothing.
 */
export function decide(call: Call | null, command: CallCommand): readonly CallEvent[] {
  if (command.type === 'receive') return call ? [] : receive(command);
  if (!call) return [];
  switch (command.type) {
    case 'attach-recording':
      return attachRecording(call, command);
    case 'attach-transcript':
      return call.transcript === command.text ? [] : [{ type: 'transcribed', text: command.text, at: command.at }];
    case 'remove-recording':
      return removeRecording(call, command);
    case 'abandon-redirect':
      return call.redirectingSince === null ? [] : [{ type: 'redirected', at: command.at }];
    case 'bridge':
      return bridge(call, command);
    default:
      return call.phase.name === 'ended' ? decideEnded(call, command) : decideLive(call, command);
  }
}

type LiveCommand = Exclude<
  CallCommand,
  Command<'receive' | 'attach-recording' | 'attach-transcript' | 'remove-recording' | 'abandon-redirect' | 'bridge'>
>;

/** The end may be reported before the message that the caller left. */
function decideEnded(call: Call, command: LiveCommand): readonly CallEvent[] {
  if (command.type !== 'take-message' || !command.recording) return [];
  return attachRecording(call, { kind: 'voicemail', recording: command.recording, at: command.at });
}

function decideLive(call: Call, command: LiveCommand): readonly CallEvent[] {
  switch (command.type) {
    case 'proceed':
      return proceed(call, command);
    case 'report-ringing':
      return reportRinging(call, command);
    case 'pick-up':
      return pickUp(call, command);
    case 'press':
      return press(call, command);
    case 'pass':
      return pass(call, command);
    case 'fail-screening':
      return failScreening(call, command);
    case 'end-dial':
      return endDial(call, command);
    case 'time-out-ring':
      return timeOut(call, command, 'ringing');
    case 'time-out-screening':
      return timeOut(call, command, 'screening');
    case 'take-message':
      return takeMessage(call, command);
    case 'end':
      return end(call, command);
    case 'confirm-alive':
      return [{ type: 'found-alive', at: command.at }];
    case 'report-unknown-status':
      return [{ type: 'status-unknown', at: command.at }];
    case 'hand-over':
      return handOver(call, command);
    default:
      return assertNever(command);
  }
}

function receive({ details, plan, admission, defects = [], at }: Command<'receive'>): readonly CallEvent[] {
  const met = defects.map((defect): CallEvent => ({ type: 'defect-met', defect, at }));
  switch (admission.kind) {
    case 'ring':
      return [{ type: 'received', details, plan, at }, ...met];
    case 'divert':
      return [
        { type: 'received', details, plan: [], at },
        { type: 'diverted', because: admission.because, at },
        { type: 'invited-message', nobodyOnCall: false, at },
      ];
    case 'refuse':
      return [
        { type: 'received', details, plan: [], at },
        { type: 'refused', refusal: admission.refusal, at },
      ];
  }
}

function pickUp(call: Call, { attempt, at }: Command<'pick-up'>): readonly CallEvent[] {
  if (call.phase.name !== 'ringing' || call.phase.attempt !== attempt) return [];
  return [{ type: 'picked-up', attempt, deadline: call.setup.screening ? at + screeningLimitMs(call) : null, at }];
}

/** The end of the dial follows, and leads on. */
function failScreening({ phase }: Call, { attempt, at }: Command<'fail-screening'>): readonly CallEvent[] {
  const isNews = phase.name === 'screening' && phase.attempt === attempt && !phase.failed;
  return isNews ? [{ type: 'screening-failed', attempt, at }] : [];
}

/** Once: what fails again and again is not reported each time. */
function handOver(call: Call, { defect, at }: Command<'hand-over'>): readonly CallEvent[] {
  if (call.phase.name === 'hanging-up') return [];
  return [
    { type: 'defect-met', defect, at },
    { type: 'handed-over', at },
  ];
}

/** Our own timer, or the sweep: the call is moved by a redirect, since no document is being asked for. */
function timeOut(
  call: Call,
  command: Command<'time-out-ring' | 'time-out-screening'>,
  phaseName: 'ringing' | 'screening',
): readonly CallEvent[] {
  const { phase } = call;
  const { attempt, at } = command;
  if (phase.name !== phaseName || phase.attempt !== attempt || phase.deadline === null || at < phase.deadline)
    return [];
  if (phase.name === 'ringing' && !phase.fetched && at < givesUpAt(call)) {
    return [
      { type: 'redirect-retried', attempt, deadline: retryDeadline(call, at), at },
      { type: 'redirecting', at },
    ];
  }
  return phase.name === 'screening' && call.capabilities.screensByItself && !phase.failed
    ? [assumes(call, attempt, at)]
    : [
        ...lapse(call, attempt, at),
        ...goOn(call, attempt, { ...command, fetched: false }),
        { type: 'redirecting', at },
      ];
}

/** A provider that screens by itself ends a screening that nobody accepts: who is still on the line then talks, though no report came. */
const assumes = (call: Call, attempt: number, at: number): CallEvent => ({
  type: 'accepted',
  attempt,
  answeredAt: attemptOf(call, attempt)?.pickedUpAt ?? at,
  assumed: true,
  at,
});

/** The attempt is over without an answer; or it never began, where its redirect was lost. */
const lapse = (call: Call, attempt: number, at: number): readonly CallEvent[] =>
  call.phase.name === 'ringing' && !call.phase.fetched
    ? [notRung(attempt, 'not_asked', at)]
    : missIfOpen(call, attempt, 'no_answer', at);

function end(call: Call, { duration, failed, at }: Command<'end'>): readonly CallEvent[] {
  const { phase } = call;
  const cut = phase.name === 'ringing' || phase.name === 'screening' ? cutOff(call, phase, failed, at) : [];
  const seconds = duration ?? Math.max(0, Math.round((at - call.calledAt) / 1000));
  return [...cut, { type: 'ended', outcome: outcomeOf(call, failed), duration: seconds, at }];
}

/** Whom the end of the call finds: not yet dialled, or ringing, or being asked. */
function cutOff(
  call: Call,
  phase: Extract<Call['phase'], { name: 'ringing' | 'screening' }>,
  failed: boolean,
  at: number,
): readonly CallEvent[] {
  if (phase.name === 'ringing' && !phase.fetched) {
    return [notRung(phase.attempt, failed ? 'not_asked' : 'caller_hung_up', at)];
  }
  return missIfOpen(call, phase.attempt, 'no_answer', at, failed ? null : 'caller_hung_up');
}

function outcomeOf(call: Call, failed: boolean): Outcome {
  if (call.refusal) return 'rejected';
  if (accepted(call)) return 'answered';
  if (call.nobodyOnCall) return 'no_one_on_call';
  return failed ? 'failed' : 'missed';
}
