import type { Call, ProviderRecording } from './call.js';

const length = ({ seconds }: ProviderRecording): number => seconds ?? 0;

/** Nothing was recorded, or the provider does not know better yet: not shown, but there to be deleted with the call. */
export const isEmpty = ({ seconds }: ProviderRecording): boolean => seconds === 0;

export type RecordingKind = 'conversation' | 'voicemail';

export const shownRecording = (call: Call, kind: RecordingKind): ProviderRecording | null =>
  kind === 'voicemail' ? call.voicemail : call.recording;

export const knownRecording = (call: Call, kind: RecordingKind, id: string): ProviderRecording | undefined =>
  [shownRecording(call, kind), ...call.otherRecordings].find((one) => one?.recordingId === id) ?? undefined;

/** Reports of one recording come twice and in any order: one that tells a length is right, whichever comes last. */
export function knownBetter(call: Call, kind: RecordingKind, report: ProviderRecording): ProviderRecording {
  const known = knownRecording(call, kind, report.recordingId);
  if (known && length(known) > 0 && length(report) === 0) return known;
  return { ...report, seconds: report.seconds ?? known?.seconds ?? null };
}

/** The call shows the longest recording of a kind; what the provider made besides is kept, to be deleted with the call. */
export function withRecording(call: Call, kind: RecordingKind, report: ProviderRecording): Call {
  const shown = kind === 'voicemail' ? 'voicemail' : 'recording';
  const recording = knownBetter(call, kind, report);
  const isAnother = (one: ProviderRecording): boolean => one.recordingId !== recording.recordingId;
  const before = [shownRecording(call, kind)].find((one) => one && isAnother(one)) ?? null;
  const otherRecordings = call.otherRecordings.filter(isAnother);
  if (isEmpty(recording)) return { ...call, [shown]: before, otherRecordings: [...otherRecordings, recording] };
  if (!before) return { ...call, [shown]: recording, otherRecordings };
  const [kept, other] = length(recording) > length(before) ? [recording, before] : [before, recording];
  return { ...call, [shown]: kept, otherRecordings: [...otherRecordings, other] };
}
