import type { Call } from './call.js';
import type { CallCommand } from './commands.js';
import type { CallEvent } from './events.js';

type Command<T extends CallCommand['type']> = Extract<CallCommand, { type: T }>;
type Kind = 'conversation' | 'voicemail';

const known = (call: Call, kind: Kind) => (kind === 'voicemail' ? call.voicemail : call.recording);

export function attachRecording(
  call: Call,
  { kind, recording, at }: Omit<Command<'attach-recording'>, 'type'>,
): readonly CallEvent[] {
  const before = known(call, kind);
  const isKnown = [before, ...call.otherRecordings].some(
    (one) => one?.recordingId === recording.recordingId && one.seconds === recording.seconds,
  );
  return isKnown ? [] : [{ type: 'recorded', kind, recording, isFirst: before === null, at }];
}

/** Of a call that is over, and only the one that is meant: another may have been reported meanwhile. */
export function removeRecording(
  call: Call,
  { kind, recordingId, afterDays, at }: Command<'remove-recording'>,
): readonly CallEvent[] {
  if (call.phase.name !== 'ended' || known(call, kind)?.recordingId !== recordingId) return [];
  return [{ type: 'recording-removed', kind, afterDays, at }];
}
