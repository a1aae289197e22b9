import { advance } from './advance.js';
import type { Call } from './call.js';
import type { CallCommand } from './commands.js';
import { deadlineOf } from './deadlines.js';
import { callerDocument, responderDocument } from './documents.js';
import type { Planned } from './ring-plan.js';
import { at, nobody, plivo, received, someone } from './testing/a-call.js';

/** mulberry32: a small generator with a seed, so that a failure can be played again. */
function chance(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const interleavings = 100_000;
const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

function anyCommand(random: () => number, now: number): CallCommand {
  const attempt = 1 + Math.floor(random() * 3);
  const busyUserIds = random() < 0.1 ? ['user_2'] : [];
  const recording = {
    recordingId: `RE${Math.floor(random() * 3)}`,
    providerUrl: 'https://x',
    seconds: random() < 0.5 ? 5 : null,
  };
  const commands: readonly CallCommand[] = [
    { type: 'proceed', at: now, busyUserIds },
    { type: 'proceed', at: now, busyUserIds, ...(random() < 0.7 ? { attempt } : {}) },
    { type: 'report-ringing', at: now, attempt },
    { type: 'pass', at: now, attempt, busyUserIds },
    { type: 'fail-screening', at: now, attempt },
    { type: 'pick-up', at: now, attempt },
    { type: 'bridge', at: now, attempt },
    { type: 'press', at: now, attempt, digit: pick(random, ['1', '1', '2', '5']) },
    {
      type: 'end-dial',
      at: now,
      attempt,
      miss: pick(random, ['no_answer', 'busy', 'failed']),
      bridged: pick(random, [true, false, false, null]),
      completed: random() < 0.5,
      callerGone: random() < 0.15,
      busyUserIds,
    },
    { type: 'time-out-ring', at: now, attempt, busyUserIds },
    { type: 'time-out-screening', at: now, attempt, busyUserIds },
    { type: 'abandon-redirect', at: now },
    { type: 'take-message', at: now, recording: random() < 0.5 ? recording : null },
    { type: 'confirm-alive', at: now },
    { type: 'ask-in-vain', at: now },
    { type: 'attach-recording', at: now, kind: pick(random, ['conversation', 'voicemail']), recording },
    { type: 'attach-transcript', at: now, text: 'hello' },
    received([someone(0)]),
  ];
  return random() < 0.02 ? { type: 'end', at: now, duration: null, failed: random() < 0.2 } : pick(random, commands);
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

/** Nobody is dialled while the caller hears the sentence, nor before the provider has asked for the dial. */
function expectOneSentence(before: Call, call: Call): void {
  if (callerDocument(before).kind !== 'progress' || callerDocument(call).kind !== 'dial') return;
  const { phase } = call;
  if (phase.name === 'ringing' && !phase.fetched) throw new Error('dialled without being asked');
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

function firstRing(random: () => number): ReturnType<typeof received> {
  const setup = {
    screening: random() < 0.8,
    takeMessageWhenNoOneOnCall: random() < 0.3,
    progressMessages: random() < 0.5,
  };
  const admission = random() < 0.03 ? ({ kind: 'divert', because: 'line_busy' } as const) : ({ kind: 'ring' } as const);
  const first = received(pick(random, plans), setup, admission);
  return { ...first, details: { ...first.details, ...(random() < 0.5 ? plivo : {}) } };
}

it(`holds over ${interleavings.toLocaleString('en')} random interleavings of late, doubled and disordered reports`, () => {
  const ends = new Map<string, number>();
  for (let seed = 1; seed <= interleavings; seed++) {
    const random = chance(seed);
    let now = 0;
    const first = firstRing(random);
    let call = advance(null, first).call as Call;
    const sent: CallCommand[] = [first];
    try {
      for (let n = 0; n < 12 + random() * 25; n++) {
        now += random() * 12;
        const command = random() < 0.2 ? pick(random, sent) : anyCommand(random, at(now));
        sent.push(command);
        const before = call;
        call = advance(call, command).call as Call;
        expectSound(call);
        expectForward(before, call, command);
        expectWholeRing(before, call, command);
        expectOneSentence(before, call);
      }
      call = leaveAlone(call);
      if (call.phase.name !== 'ended' || call.outcome === null) throw new Error(`never ended: ${call.phase.name}`);
    } catch (error) {
      throw new Error(`seed ${seed}: ${String(error)}\n${sent.map((c) => JSON.stringify(c)).join('\n')}`);
    }
    ends.set(call.outcome, (ends.get(call.outcome) ?? 0) + 1);
  }
  // the exploration must have been somewhere: every ordinary outcome was reached
  for (const outcome of ['answered', 'missed', 'no_one_on_call', 'failed'])
    expect(ends.get(outcome)).toBeGreaterThan(100);
});
