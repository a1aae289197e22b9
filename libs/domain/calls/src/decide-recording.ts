import type { Call } from './call.js';
import type { CallCommand } from './commands.js';
import type { CallEvent } from './events.js';
import { isEmpty, knownBetter, knownRecording, shownRecording } from './recordings.js';

type Command<T extends CallCommand['type']> = Extract<CallCommand, { type: T }>;

export function attachRecording(
  call: Call,
  { kind, recording, at }: Omit<Command<'attach-recording'>, 'type'>,
): readonly CallEvent[] {
  const before = knownRecording(call, kind, recording.recordingId);
  const now = knownBetter(call, kind, recording);
  const isKnown = before?.seconds === now.seconds && before.providerUrl === now.providerUrl;
  return isKnown ? [] : [{ type: 'recorded', kind, recording: now, isFirst: shownRecording(call, kind) === null, at }];
}

/** A message of no length is none, but may turn out to be one. */
export function takeMessage(call: Call, { recording, at }: Command<'take-message'>): readonly CallEvent[] {
  if (call.phase.name !== 'taking-message') return [];
  const isNews = call.voicemail === null;
  if (!recording || !isEmpty(knownBetter(call, 'voicemail', recording)))
    return [{ type: 'message-taken', recording, isNews, at }];
  return [
    { type: 'message-taken', recording: null, isNews, at },
    ...attachRecording(call, { kind: 'voicemail', recording, at }),
  ];
}

/** Of a call that is over, and only the one that is meant: another may have been reported meanwhile. */
export function removeRecording(
  call: Call,
  { kind, recordingId, afterDays, at }: Command<'remove-recording'>,
): readonly CallEvent[] {
  if (call.phase.name !== 'ended' || shownRecording(call, kind)?.recordingId !== recordingId) return [];
  return [{ type: 'recording-removed', kind, afterDays, at }];
}
