import { isWebUrl } from '@ringdown/kernel';
import type { Call, ProviderRecording } from './call.js';
import type { CallCommand } from './commands.js';
import type { CallEvent } from './events.js';

/** Its length, by which reports and recordings are compared; one that nobody can fetch is worth less than any. */
const worth = ({ seconds, providerUrl }: ProviderRecording): number => (isWebUrl(providerUrl) ? (seconds ?? 0) : -1);

/**
 * Nothing was recorded, or the provider does not know better yet, or its address is no URL: not shown, but there to be deleted with
 * the call.
 */
export const isEmpty = ({ seconds, providerUrl }: ProviderRecording): boolean =>
  seconds === 0 || !isWebUrl(providerUrl);

type RecordingKind = 'conversation' | 'voicemail';

const shownRecording = (call: Call, kind: RecordingKind): ProviderRecording | null =>
  kind === 'voicemail' ? call.voicemail : call.recording;

const knownRecording = (call: Call, kind: RecordingKind, id: string): ProviderRecording | undefined =>
  [shownRecording(call, kind), ...call.otherRecordings].find((one) => one?.recordingId === id) ?? undefined;

/** Reports of one recording come twice and in any order: one that has a length and a URL is right, whichever comes last. */
function knownBetter(call: Call, kind: RecordingKind, report: ProviderRecording): ProviderRecording {
  const known = knownRecording(call, kind, report.recordingId);
  if (known && worth(report) <= 0 && worth(known) > worth(report)) return known;
  return { ...report, seconds: report.seconds ?? known?.seconds ?? null };
}

/** The call shows the longest recording of a kind; what the provider made in addition is kept, to be deleted with the call. */
export function withRecording(call: Call, kind: RecordingKind, report: ProviderRecording): Call {
  const shown = kind === 'voicemail' ? 'voicemail' : 'recording';
  const recording = knownBetter(call, kind, report);
  const isAnother = (one: ProviderRecording): boolean => one.recordingId !== recording.recordingId;
  const before = [shownRecording(call, kind)].find((one) => one && isAnother(one)) ?? null;
  const otherRecordings = call.otherRecordings.filter(isAnother);
  if (isEmpty(recording)) return { ...call, [shown]: before, otherRecordings: [...otherRecordings, recording] };
  if (!before) return { ...call, [shown]: recording, otherRecordings };
  const [kept, other] = worth(recording) > worth(before) ? [recording, before] : [before, recording];
  return { ...call, [shown]: kept, otherRecordings: [...otherRecordings, other] };
}

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
