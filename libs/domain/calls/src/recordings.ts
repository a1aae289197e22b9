import type { Call, ProviderRecording } from './call.js';

const length = ({ seconds }: ProviderRecording): number => seconds ?? 0;

/** The call shows the longest recording of a kind; what the provider made besides is kept, to be deleted with the call. */
export function withRecording(call: Call, kind: 'conversation' | 'voicemail', recording: ProviderRecording): Call {
  const shown = kind === 'voicemail' ? 'voicemail' : 'recording';
  const before = call[shown];
  const otherRecordings = call.otherRecordings.filter((one) => one.recordingId !== recording.recordingId);
  if (!before || before.recordingId === recording.recordingId) return { ...call, [shown]: recording, otherRecordings };
  const [kept, other] = length(recording) > length(before) ? [recording, before] : [before, recording];
  return { ...call, [shown]: kept, otherRecordings: [...otherRecordings, other] };
}
