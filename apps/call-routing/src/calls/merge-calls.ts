import type { Attempt, Call, Phase, Step } from '@ringdown/domain-calls';
import type { StoredCall } from './stored-call.js';

/**
 * One call that went on in two places. The further one is how it stands: a call never goes back. What only the other one
 * knows is kept: who called (the one that was there at the first ring knows), attempts that were seen, recordings, steps.
 */
export function mergeCalls(row: StoredCall, journalled: StoredCall): Omit<StoredCall, 'version'> {
  const [on, behind] = isFurther(journalled.call, row.call) ? [journalled, row] : [row, journalled];
  const first = journalled.call.calledAt < row.call.calledAt ? journalled.call : row.call;
  const { id, caller, calledAt, providerCallId, setup, test } = first;
  const isRebuilt = on.call.calledAt !== behind.call.calledAt;
  return {
    call: {
      ...on.call,
      ...{ id, caller, calledAt, providerCallId, setup, test },
      attempts: on.call.attempts.map((attempt) => fuller(attempt, behind.call.attempts[attempt.n - 1], isRebuilt)),
      answeredAt: on.call.answeredAt ?? (on.call.outcome === 'answered' ? behind.call.answeredAt : null),
      recording: on.call.recording ?? behind.call.recording,
      voicemail: on.call.voicemail ?? behind.call.voicemail,
      transcript: on.call.transcript ?? behind.call.transcript,
      otherRecordings: otherRecordings(on.call, behind.call),
    },
    steps: mergeSteps(on, behind),
    correlationId: row.correlationId,
  };
}

/** Each once, and none that one of them shows. */
function otherRecordings(...calls: readonly Call[]): Call['otherRecordings'] {
  const shown = calls.flatMap(({ recording, voicemail }) => [recording?.recordingId, voicemail?.recordingId]);
  const others = calls.flatMap((call) => call.otherRecordings).filter((one) => !shown.includes(one.recordingId));
  return [...new Map(others.map((one) => [one.recordingId, one])).values()];
}

const ranks: Readonly<Record<Phase['name'], number>> = {
  greeting: 0,
  ringing: 1,
  screening: 2,
  connected: 3,
  'taking-message': 4,
  'hanging-up': 5,
  ended: 6,
};

/** How far a call has come, for comparing in this order; a tie leaves what Postgres has. */
function progress(call: Call): readonly number[] {
  const { phase } = call;
  const rank = ranks[phase.name];
  const attempt = 'attempt' in phase ? phase.attempt : rank === 0 ? 0 : Infinity;
  const isAnswered = phase.name === 'ended' && call.outcome === 'answered' ? 1 : 0;
  return [attempt, rank, isAnswered, call.lastSignAt];
}

function isFurther(one: Call, other: Call): boolean {
  const theirs = progress(other);
  for (const [index, mine] of progress(one).entries()) {
    const difference = mine - (theirs[index] ?? 0);
    if (difference !== 0 && !Number.isNaN(difference)) return difference > 0;
  }
  return false;
}

/** A call that was rebuilt knows of earlier attempts only that they are over, and of the one it goes on with not since when. */
function fuller(attempt: Attempt, other: Attempt | undefined, isRebuilt: boolean): Attempt {
  const isSame = other && other.user?.id === attempt.user?.id && other.role === attempt.role;
  if (!isSame || other.startedAt === null) return attempt;
  if (attempt.startedAt === null && attempt.result !== 'waiting') {
    return isOpen(other) ? { ...other, result: attempt.result, endedAt: other.endedAt ?? attempt.endedAt } : other;
  }
  return { ...attempt, startedAt: dialBegan(attempt.startedAt ?? other.startedAt, other.startedAt, isRebuilt) };
}

/** The sentence before a dial puts its beginning off, which the further call knows; a rebuilt one knows only when it was rebuilt. */
const dialBegan = (further: number, behind: number, isRebuilt: boolean): number =>
  isRebuilt ? Math.min(further, behind) : further;

const isOpen = ({ result }: Attempt): boolean => result === 'waiting' || result === 'ringing';

/** Two logs of one end would show it twice: then the one that stands is the whole story. */
function mergeSteps(on: StoredCall, behind: StoredCall): readonly Step[] {
  if (behind.call.phase.name === 'ended') return on.steps;
  const known = new Set(on.steps.map(({ text }) => text));
  const missing = behind.steps.filter(({ text }) => !known.has(text));
  return missing.length === 0 ? on.steps : [...on.steps, ...missing].toSorted((a, b) => a.at - b.at);
}
