import type { Planned } from './responder.js';
import fc from 'fast-check';
import { advance } from './advance.js';
import type { Call } from './call.js';
import type { CallCommand } from './commands.js';
import { deadlineOf } from './deadlines.js';
import { callerDocument, responderDocument } from './documents.js';
import { at, nobody, plivo, received, someone } from './testing/a-call.js';

const interleavings = 100_000;

/** Draws what a number stands for, digit by digit of a mixed radix: one small number a command is quick to make and to shrink. */
class Draw {
  constructor(private rest: number) {}

  below(n: number): number {
    const digit = this.rest % n;
    this.rest = Math.floor(this.rest / n);
    return digit;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** In `percent` of all cases; never where nothing is left to draw. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }
}

type Make = (draw: Draw, now: number, busyUserIds: readonly string[], attempt: number) => CallCommand;
const recording = (draw: Draw) => ({
  recordingId: `RE${draw.below(3)}`,
  providerUrl: 'https://x',
  seconds: draw.of([null, 5]),
});
const makers: readonly Make[] = [
  (_, now, busyUserIds) => ({ type: 'proceed', at: now, busyUserIds }),
  (draw, now, busyUserIds, attempt) => ({
    type: 'proceed',
    at: now,
    busyUserIds,
    ...(draw.chance(70) ? { attempt } : {}),
  }),
  (_, now, __, attempt) => ({ type: 'report-ringing', at: now, attempt }),
  (_, now, busyUserIds, attempt) => ({ type: 'pass', at: now, attempt, busyUserIds }),
  (_, now, __, attempt) => ({ type: 'fail-screening', at: now, attempt }),
  (_, now, __, attempt) => ({ type: 'pick-up', at: now, attempt }),
  (_, now, __, attempt) => ({ type: 'bridge', at: now, attempt }),
  (draw, now, _, attempt) => ({ type: 'press', at: now, attempt, digit: draw.of(['1', '1', '2', '5']) }),
  (draw, now, busyUserIds, attempt) => ({
    type: 'end-dial',
    at: now,
    attempt,
    miss: draw.of(['no_answer', 'busy', 'failed']),
    bridged: draw.of([false, false, true, null]),
    completed: draw.of([false, true]),
    callerGone: draw.chance(15),
    busyUserIds,
  }),
  (_, now, busyUserIds, attempt) => ({ type: 'time-out-ring', at: now, attempt, busyUserIds }),
  (_, now, busyUserIds, attempt) => ({ type: 'time-out-screening', at: now, attempt, busyUserIds }),
  (_, now) => ({ type: 'abandon-redirect', at: now }),
  (draw, now) => ({ type: 'take-message', at: now, recording: draw.chance(50) ? recording(draw) : null }),
  (_, now) => ({ type: 'confirm-alive', at: now }),
  (_, now) => ({ type: 'report-unknown-status', at: now }),
  (draw, now) => ({
    type: 'attach-recording',
    at: now,
    kind: draw.of(['conversation', 'voicemail']),
    recording: recording(draw),
  }),
  (_, now) => ({ type: 'attach-transcript', at: now, text: 'hello' }),
  () => received([someone(0)]),
];

function anyCommand(draw: Draw, now: number, sent: readonly CallCommand[]): CallCommand {
  if (draw.chance(20)) return draw.of(sent);
  if (draw.chance(2)) return { type: 'end', at: now, duration: null, failed: draw.chance(20) };
  const make = draw.of(makers);
  return make(draw, now, draw.chance(10) ? ['user_2'] : [], 1 + draw.below(3));
}

/** How far a call is. It must never fall. */
function progress({ phase }: Call): number {
  switch (phase.name) {
    case 'greeting':
      return 0;
    case 'ringing':
      return phase.attempt * 10 + 1;
    case 'screening':
      return phase.attempt * 10 + 2;
    case 'connected':
      return phase.attempt * 10 + 3;
    case 'taking-message':
      return 100;
    case 'hanging-up':
      return 200;
    case 'ended':
      return 300;
  }
}

/** What must hold of every call, whatever was reported in whatever order. */
function expectSound(call: Call): void {
  const letThrough = call.attempts.filter((a) => responderDocument(call, a.n).kind === 'connect');
  const open = call.attempts.filter((a) => a.result === 'ringing');
  if (letThrough.length > 1 || open.length > 1) throw new Error('two responders');
  const talking = call.attempts.filter((a) => a.result === 'accepted' && a.endedAt === null);
  if (talking.length > 1) throw new Error('two conversations');
  if ((call.answeredAt !== null) !== call.attempts.some((a) => a.result === 'accepted'))
    throw new Error('answered without an answer');
  if (call.phase.name !== 'ended' && deadlineOf(call) === null) throw new Error('a live call without a deadline');
}

/** Our own timer takes nobody from a phone before its ring time is over, but where the caller has waited long enough. */
function expectWholeRing(before: Call, call: Call, { type, at: now }: CallCommand): void {
  const { phase } = before;
  if (type !== 'time-out-ring' || phase.name !== 'ringing' || !phase.fetched || call.phase === phase) return;
  const rung = now - (phase.ringingSince ?? before.attempts[phase.attempt - 1]?.startedAt ?? now);
  const { ringTimeoutSeconds, maxWaitSeconds } = before.setup;
  if (rung < ringTimeoutSeconds * 1000 && now < before.calledAt + maxWaitSeconds * 1000) {
    throw new Error(`rung for ${rung} ms`);
  }
}

/**
 * Nobody is dialled while the caller hears the sentence, nor before the provider has asked for the dial: but a redirect makes it ask
 * for another attempt's, as after a pass that is reported before the attempt was dialled.
 */
function expectOneSentence(before: Call, call: Call): void {
  const sentence = callerDocument(before);
  const { phase } = call;
  if (sentence.kind !== 'progress' || callerDocument(call).kind !== 'dial') return;
  if (phase.name !== 'ringing' || phase.fetched) return;
  const leadsOn = phase.attempt > sentence.attempt && call.redirectingSince !== null;
  if (!leadsOn) throw new Error('dialled without being asked');
}

const plans = [
  [someone(0), someone(1), someone(2)],
  [someone(0)],
  [nobody(0), someone(1)],
  [nobody(0), nobody(1), nobody(2)],
  [
    someone(0),
    {
      ...someone(1),
      responder: null,
      skip: 'already_rung',
      user: { id: 'user_1', name: 'Priya S.' },
      scheduleId: null,
    } as Planned,
  ],
];

/** What nobody reports, our own deadlines do: a call left alone must come to its end. */
function leaveAlone(start: Call): Call {
  let call = start;
  for (let n = 0; n < 30 && call.phase.name !== 'ended'; n++) {
    const deadline = deadlineOf(call);
    if (!deadline) break;
    const moment = { at: deadline.at, busyUserIds: [] };
    const command: CallCommand =
      deadline.timer === 'ring-timeout'
        ? { type: 'time-out-ring', attempt: deadline.attempt, ...moment }
        : deadline.timer === 'screening-timeout'
          ? { type: 'time-out-screening', attempt: deadline.attempt, ...moment }
          : { type: 'end', at: deadline.at, duration: null, failed: false };
    call = advance(call, command).call ?? call;
  }
  return call;
}

function expectForward(before: Call, call: Call, command: CallCommand): void {
  if (progress(call) < progress(before)) throw new Error(`went back from ${before.phase.name} to ${call.phase.name}`);
  const toldLate = command.type === 'bridge' && call.outcome === 'answered';
  if (before.phase.name === 'ended' && call.outcome !== before.outcome && !toldLate) {
    throw new Error('changed its outcome after the end');
  }
}

function firstRing(draw: Draw): ReturnType<typeof received> {
  const setup = {
    screening: !draw.chance(20),
    takeMessageWhenNoOneOnCall: draw.chance(30),
    progressMessages: draw.chance(50),
  };
  const admission = draw.chance(3) ? ({ kind: 'divert', because: 'line_busy' } as const) : ({ kind: 'ring' } as const);
  const first = received(draw.of(plans), setup, admission);
  return { ...first, details: { ...first.details, ...draw.of([{}, plivo]) } };
}

/**
 * A first ring and up to 50 reports within its first four minutes, some of them sent again. Each has an instant of its own, so that
 * one that is left out moves no other.
 */
const anyInterleaving = fc
  .tuple(fc.nat(Number.MAX_SAFE_INTEGER), fc.array(fc.nat(Number.MAX_SAFE_INTEGER), { maxLength: 50, size: 'max' }))
  .map(([first, rest]): readonly CallCommand[] => {
    const sent: CallCommand[] = [firstRing(new Draw(first))];
    const draws = rest.map((one) => new Draw(one)).map((draw) => ({ draw, now: draw.below(2400) / 10 }));
    for (const { draw, now } of draws.sort((a, b) => a.now - b.now)) sent.push(anyCommand(draw, at(now), sent));
    return sent;
  });

/** Plays the commands, then leaves the call alone. Throws where something does not hold. */
function play([first, ...commands]: readonly CallCommand[]): Call {
  let call = advance(null, first as CallCommand).call as Call;
  for (const command of commands) {
    const before = call;
    call = advance(call, command).call as Call;
    expectSound(call);
    expectForward(before, call, command);
    expectWholeRing(before, call, command);
    expectOneSentence(before, call);
  }
  call = leaveAlone(call);
  if (call.phase.name !== 'ended' || call.outcome === null) throw new Error(`never ended: ${call.phase.name}`);
  return call;
}

/** A failure names the seed, by which it can be played again (`{ seed, path }` next to `numRuns`), and the fewest commands that fail. */
it(`holds over ${interleavings.toLocaleString('en')} random interleavings of late, doubled and disordered reports`, () => {
  const ends = new Map<string | null, number>();
  fc.assert(
    fc.property(anyInterleaving, (commands) => {
      const { outcome } = play(commands);
      ends.set(outcome, (ends.get(outcome) ?? 0) + 1);
    }),
    { numRuns: interleavings },
  );
  // the exploration must have been somewhere: every ordinary outcome was reached
  for (const outcome of ['answered', 'missed', 'no_one_on_call', 'failed'])
    expect(ends.get(outcome)).toBeGreaterThan(100);
});
