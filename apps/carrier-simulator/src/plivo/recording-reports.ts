import type { RecordingOptions } from '../core/call-recordings.js';
import type { Recording } from '../core/recording.js';
import { bareNumber } from './bare-number.js';
import type { PlivoCall } from './plivo-call.js';

/** Plivo's fields of a recording; its length is -1 while it goes on. */
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

/** Reports to the callback URL that the file is there; Plivo reports nothing of a recording that is absent. */
export function recordStop(
  { record }: PlivoCall,
  callback: { readonly url: string; readonly method: 'GET' | 'POST' } | undefined,
): RecordingOptions['report'] {
  return (recording, status) => {
    if (!callback || status !== 'completed') return undefined;
    const params = {
      Event: 'RecordStop',
      CallUUID: record.callSid,
      From: bareNumber(record.order.from),
      To: bareNumber(record.order.to),
      ...recordingParams(recording),
      RecordFile: recording.url,
    };
    return { kind: 'recording', ...callback, params };
  };
}
