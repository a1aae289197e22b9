import type { RecordingWish } from '../core/call-recordings.js';
import type { Recording } from '../core/recording.js';
import { bareNumber } from './bare-number.js';
import type { PlivoCall } from './plivo-call.js';

/** The fields in which Plivo speaks of a recording; its length is -1 while it goes on. */
export function recordingParams(recording: Recording, going = false): Record<string, string> {
  const startMs = recording.startedAt.getTime();
  const length = going ? -1 : recording.seconds;
  return {
    RecordUrl: recording.url,
    RecordingID: recording.sid,
    RecordingDuration: String(length),
    RecordingDurationMs: String(going ? -1 : length * 1000),
    RecordingStartMs: String(startMs),
    RecordingEndMs: String(going ? -1 : startMs + length * 1000),
  };
}

/** Tells the callback URL that the file is there; Plivo says nothing of one that never came to be. */
export function recordStop(
  { file }: PlivoCall,
  callback: { readonly url: string; readonly method: 'GET' | 'POST' } | undefined,
): RecordingWish['report'] {
  return (recording, status) => {
    if (!callback || status !== 'completed') return undefined;
    const params = {
      Event: 'RecordStop',
      CallUUID: file.callSid,
      From: bareNumber(file.order.from),
      To: bareNumber(file.order.to),
      ...recordingParams(recording),
      RecordFile: recording.url,
    };
    return { kind: 'recording', ...callback, params };
  };
}
