import type { DialReport, EndReport, Fields, IncomingCall, LegReport, RecordingReport } from '../port/reports.js';
import { callerNumber } from '../port/caller-number.js';
import { field, secondsOf } from '../port/fields.js';

const over = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled', 'cancelled']);
const statusOf = (fields: Fields, name: string): string => field(fields, name).toLowerCase();

export function readIncoming(fields: Fields): IncomingCall | null {
  const providerCallId = field(fields, 'CallSid');
  return providerCallId ? { providerCallId, callerNumber: callerNumber(field(fields, 'From')) } : null;
}

/**
 * `DialCallStatus` words the log only: after a failed screening it reads `completed` or `no-answer`, and `completed` also
 * where a voicemail box picked up. What counts is `DialBridged`.
 */
export function readDial(fields: Fields): DialReport {
  const status = statusOf(fields, 'DialCallStatus');
  const bridged = statusOf(fields, 'DialBridged');
  return {
    miss: status === 'busy' || status === 'failed' ? status : 'no_answer',
    completed: status === 'completed' || status === 'answered',
    bridged: bridged === 'true' ? true : bridged === 'false' ? false : null,
    callerGone: over.has(statusOf(fields, 'CallStatus')),
  };
}

/** The event "answered" arrives as CallStatus `in-progress`; it says picked up, no more. */
export function readLeg(fields: Fields): LegReport | null {
  const status = statusOf(fields, 'CallStatus');
  if (status === 'ringing') return 'ringing';
  return status === 'in-progress' || status === 'answered' ? 'picked-up' : null;
}

export function readEnd(fields: Fields): EndReport | null {
  const status = statusOf(fields, 'CallStatus');
  return over.has(status) ? { duration: secondsOf(fields, 'CallDuration'), failed: status === 'failed' } : null;
}

export function readRecording(fields: Fields): RecordingReport | null {
  const providerUrl = field(fields, 'RecordingUrl');
  const status = statusOf(fields, 'RecordingStatus');
  const seconds = secondsOf(fields, 'RecordingDuration');
  if (!providerUrl || (status && status !== 'completed') || seconds === 0) return null;
  const recordingId = field(fields, 'RecordingSid') || (providerUrl.split('/').pop() ?? '').replace(/\.\w+$/, '');
  return { recordingId, providerUrl, seconds };
}

export const readTranscript = (fields: Fields): string | null =>
  statusOf(fields, 'TranscriptionStatus') === 'completed' ? field(fields, 'TranscriptionText').trim() || null : null;
