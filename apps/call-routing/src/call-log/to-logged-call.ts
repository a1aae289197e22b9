import type { Call as LoggedCall } from '@ringdown/contracts';
import type { Attempt, Call, Step } from '@ringdown/domain-calls';
import { mediaUrl, receiverOf } from '../calls/index.js';

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

interface LogColumns {
  readonly incidentId: string | null;
  readonly notes: string;
  readonly archived: boolean;
  readonly publicUrl: string;
}

/** A call as the REST contract shows it. */
export function toLoggedCall(call: Call, steps: readonly Step[], { publicUrl, ...kept }: LogColumns): LoggedCall {
  const { phase, recording, voicemail } = call;
  return {
    id: call.id,
    lineId: call.lineId,
    lineName: call.lineName,
    // the contract lists those that can be configured, and a call came in on one of them
    provider: call.provider as LoggedCall['provider'],
    providerCallId: call.providerCallId,
    caller: call.caller,
    calledAt: new Date(call.calledAt).toISOString(),
    answeredAt: iso(call.answeredAt),
    endedAt: phase.name === 'ended' ? iso(phase.at) : null,
    duration: phase.name === 'ended' ? phase.duration : null,
    status: phase.name === 'ended' ? 'ended' : 'live',
    outcome: call.outcome,
    receiver: receiverOf(call),
    attempts: shownAttempts(call).map(toContract),
    steps: steps.map(({ at, text }) => ({ at: new Date(at).toISOString(), text })),
    recording: recording && { url: mediaUrl(publicUrl, call.id, 'recording'), seconds: recording.seconds },
    voicemail: voicemail && {
      url: mediaUrl(publicUrl, call.id, 'voicemail'),
      seconds: voicemail.seconds,
      transcript: call.transcript,
    },
    test: call.test,
    ...kept,
  };
}

/** While a call lives, those who are still to be rung are not attempts; afterwards they are roles that it never came to. */
const shownAttempts = (call: Call): readonly Attempt[] =>
  call.phase.name === 'ended' ? call.attempts : call.attempts.filter((a) => a.result !== 'waiting');

/** `skipped` is who was passed over, for a reason: an entry without one was written before the two were distinguished. */
const resultOf = ({ result, reason }: Attempt): LoggedCall['attempts'][number]['result'] =>
  result === 'waiting' || (result === 'skipped' && reason === null) ? 'not_reached' : result;

const toContract = (a: Attempt): LoggedCall['attempts'][number] => ({
  n: a.n,
  role: a.role,
  userId: a.user?.id ?? null,
  userName: a.user?.name ?? null,
  scheduleId: a.scheduleId,
  result: resultOf(a),
  reason: a.reason,
  startedAt: iso(a.startedAt),
  endedAt: iso(a.endedAt),
});
