import { isWebUrl } from '@ringdown/kernel';
import { callerOf } from '../port/caller.js';
import type { PlacedCallEnd } from '../port/people.js';
import {
  type CallerVerification,
  type DialReport,
  type EndReport,
  type Fields,
  type IncomingCall,
  type LegReport,
  type RecordingReport,
  attestationOf,
  field,
  secondsOf,
} from '../port/reports.js';
import { twilioFailures } from './failures.js';

const over = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled', 'cancelled']);
const statusOf = (fields: Fields, name: string): string => field(fields, name).toLowerCase();

export function readIncoming(fields: Fields): IncomingCall | null {
  const providerCallId = field(fields, 'CallSid');
  if (!providerCallId) return null;
  const caller = callerOf(field(fields, 'From'));
  return { providerCallId, caller, verification: verificationOf(field(fields, 'StirVerstat')) };
}

/** `TN-Validation-Passed-A`, `TN-Validation-Failed-C`, `TN-Validation-Passed-B-Diverted`, …; `No-TN-Validation` is none. */
function verificationOf(reported: string): CallerVerification | null {
  const [, result, attestation] = /^TN-Validation-(Passed|Failed)(?:-([ABC]))?\b/i.exec(reported) ?? [];
  if (!result) return null;
  return {
    result: result.toLowerCase() === 'passed' ? 'verified' : 'failed',
    attestation: attestationOf(attestation),
    reported: reported.slice(0, 60),
  };
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

const placedEnds: Readonly<Record<string, PlacedCallEnd['state']>> = {
  completed: 'completed',
  busy: 'busy',
  failed: 'failed',
  'no-answer': 'no-answer',
  canceled: 'no-answer',
  cancelled: 'no-answer',
};
const whyUnanswered = {
  busy: 'The phone was busy, or the call was rejected.',
  'no-answer': 'Nobody answered.',
  failed: 'Twilio could not connect the call.',
} as const;

/** `SipResponseCode` is what the phone network answered: 404 of a number that there is not. */
export function readPlacedCallEnd(fields: Fields): PlacedCallEnd | null {
  const providerCallId = field(fields, 'CallSid');
  const state = placedEnds[statusOf(fields, 'CallStatus')];
  if (!providerCallId || !state) return null;
  if (state === 'completed') return { providerCallId, state, code: null, reason: null, category: null };
  const code = field(fields, 'ErrorCode') || null;
  const known = code ? twilioFailures.find(code) : null;
  const isNowhere = /^(404|410|484|604)$/.test(field(fields, 'SipResponseCode'));
  const reason = known?.reason ?? (isNowhere ? 'The number is not in service.' : whyUnanswered[state]);
  return { providerCallId, state, code, reason, category: known?.category ?? 'unreachable' };
}

export function readRecording(fields: Fields): RecordingReport | null {
  const providerUrl = field(fields, 'RecordingUrl');
  const status = statusOf(fields, 'RecordingStatus');
  const seconds = secondsOf(fields, 'RecordingDuration');
  if (!isWebUrl(providerUrl) || (status && status !== 'completed')) return null;
  const recordingId = field(fields, 'RecordingSid') || (providerUrl.split('/').pop() ?? '').replace(/\.\w+$/, '');
  return { recordingId, providerUrl, seconds };
}

export const readTranscript = (fields: Fields): string | null =>
  statusOf(fields, 'TranscriptionStatus') === 'completed' ? field(fields, 'TranscriptionText').trim() || null : null;
