import type { AttributeValues } from '../../core/attribute-values.js';
import type { RecordingOptions, ReportedStatus } from '../../core/call-recordings.js';
import type { Recording } from '../../core/recording.js';
import { rfc2822 } from '../rfc2822.js';

const recordingEvents = ['in-progress', 'completed', 'absent'];

/** A status callback: its address, and the events it is sent for. */
export interface Callback {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly events: readonly string[];
}

/** The status callback of a recording, as the document orders it. */
export function recordingCallback(values: AttributeValues): Callback | undefined {
  const url = values.url('recordingStatusCallback');
  if (!url) return undefined;
  const events = values.list('recordingStatusCallbackEvent', ['completed']);
  const method = values.method('recordingStatusCallbackMethod');
  return { url, method, events: events.filter((event) => recordingEvents.includes(event)) };
}

/** How Twilio reports a recording to its status callback. */
export function reportTo(callback: Callback | undefined): RecordingOptions['report'] {
  return (recording, status) => {
    if (!callback?.events.includes(status)) return undefined;
    const { url, method } = callback;
    return { kind: 'recording', method, url, params: reportOf(recording, status) };
  };
}

function reportOf(recording: Recording, status: ReportedStatus): Record<string, string> {
  const params: Record<string, string> = {
    AccountSid: recording.accountSid,
    CallSid: recording.callSid,
    RecordingSid: recording.sid,
    RecordingUrl: recording.url,
    RecordingStatus: status,
    RecordingChannels: String(recording.channels),
    RecordingStartTime: rfc2822(recording.startedAt),
    RecordingSource: recording.source,
    RecordingTrack: recording.track,
  };
  if (status === 'completed') params['RecordingDuration'] = String(recording.seconds);
  if (status === 'absent') params['ErrorCode'] = '13617';
  return params;
}
