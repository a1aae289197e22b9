import { isWebUrl } from '@ringdown/kernel';
import { isPossiblePhoneNumber } from 'libphonenumber-js/max';
import { callerOf } from '../port/caller.js';
import type { PlacedCallEnd } from '../port/people.js';
import {
  attestationOf,
  field,
  secondsOf,
  type CallerVerification,
  type DialReport,
  type EndReport,
  type Fields,
  type IncomingCall,
  type LegReport,
  type RecordingReport,
} from '../port/reports.js';
import { passKey } from './documents.js';
import { plivoCallFailures } from './failures.js';

const over = new Set(['completed', 'busy', 'no-answer', 'failed', 'timeout', 'cancel', 'canceled', 'cancelled']);
const lower = (fields: Fields, name: string): string => field(fields, name).toLowerCase();

export function readIncoming(fields: Fields): IncomingCall | null {
  const providerCallId = field(fields, 'CallUUID');
  if (!providerCallId) return null;
  const caller = callerOf(withPlus(field(fields, 'From').trim()));
  return { providerCallId, caller, verification: verificationOf(fields) };
}

/** Plivo writes E.164 without the plus sign. What cannot be a number with its country code is left as it is. */
const withPlus = (from: string): string =>
  /^[1-9]\d*$/.test(from) && isPossiblePhoneNumber(`+${from}`) ? `+${from}` : from;

/** `Verified` is attestation A, `Not Verified` any other or none (Plivo, STIR/SHAKEN); it does not report wrong signatures. */
function verificationOf(fields: Fields): CallerVerification | null {
  const reported = field(fields, 'STIRVerification');
  const attestation = attestationOf(field(fields, 'STIRAttestation'));
  if (/^verified$/i.test(reported)) return { result: 'verified', attestation: attestation ?? 'A', reported };
  return /^not verified$/i.test(reported) && attestation ? { result: 'unverified', attestation, reported } : null;
}

/**
 * A dial never says whether somebody was connected: `DialStatus` reads `completed` after a conversation, and is not documented
 * for a screening that failed. That is said by the `connected` event of the leg alone.
 */
export function readDial(fields: Fields): DialReport {
  const status = lower(fields, 'DialStatus');
  return {
    miss: status === 'busy' || status === 'failed' ? status : 'no_answer',
    completed: status === 'completed',
    bridged: null,
    callerGone: over.has(lower(fields, 'CallStatus')) || lower(fields, 'Event') === 'hangup',
  };
}

/**
 * `answer` is the pick-up, perhaps by a voicemail box; `connected` means that the key was pressed, or was not needed; `digits`, that
 * the passing key was pressed, before the connection or after it; a hangup with cause 9110, that no key accepted in time. Plivo does
 * not report that a phone rings.
 */
export function readLeg(fields: Fields): LegReport | null {
  const action = lower(fields, 'DialAction');
  if (action === 'connected') return 'bridged';
  if (action === 'answer') return 'picked-up';
  if (action === 'hangup') return field(fields, 'DialBLegHangupCauseCode') === confirmFailed ? 'unconfirmed' : null;
  return action === 'digits' && isPass(fields) ? 'passed' : null;
}

/** "Confirm Key Challenge Failed" (Plivo, Hangup causes). */
const confirmFailed = '9110';

/** Who pressed is reported as `ALeg` and `BLeg`, in this or another case; keys of the caller mean nothing. */
const isPass = (fields: Fields): boolean =>
  field(fields, 'DialDigitsMatch') === passKey && lower(fields, 'DialDigitsPressedBy') !== 'aleg';

export function readEnd(fields: Fields): EndReport | null {
  const status = lower(fields, 'CallStatus');
  if (lower(fields, 'Event') !== 'hangup' && !over.has(status)) return null;
  // 70xx and 80xx: an answer of ours could not be had, or not be used (Plivo, Hangup causes)
  const isFault = /^[78]0\d\d$/.test(field(fields, 'HangupCauseCode'));
  return { duration: secondsOf(fields, 'Duration'), failed: status === 'failed' || isFault };
}

const placedEnds: Readonly<Record<string, PlacedCallEnd['state']>> = {
  completed: 'completed',
  busy: 'busy',
  rejected: 'busy',
  failed: 'failed',
  'no-answer': 'no-answer',
  timeout: 'no-answer',
  cancel: 'no-answer',
  canceled: 'no-answer',
  cancelled: 'no-answer',
};

/** A request to call is answered before there is a CallUUID: its own id is in `RequestUUID` of every report. */
export function readPlacedCallEnd(fields: Fields): PlacedCallEnd | null {
  const providerCallId = field(fields, 'RequestUUID') || field(fields, 'CallUUID');
  const state = placedEnds[lower(fields, 'CallStatus')];
  if (!providerCallId || !state) return null;
  if (state === 'completed') return { providerCallId, state, code: null, reason: null, category: null };
  const code = field(fields, 'HangupCauseCode') || null;
  const known = code ? plivoCallFailures.find(code) : null;
  const reason = known?.reason ?? 'Plivo does not say why the call was not answered.';
  return { providerCallId, state, code, reason, category: known?.category ?? 'unreachable' };
}

/** The first report of a recording that runs beside the call has -1 for its length. */
export function readRecording(fields: Fields): RecordingReport | null {
  const providerUrl = [field(fields, 'RecordUrl'), field(fields, 'RecordFile')].find(isWebUrl);
  if (!providerUrl) return null;
  const whole = secondsOf(fields, 'RecordingDuration');
  const seconds = whole === 0 && (secondsOf(fields, 'RecordingDurationMs') ?? 0) > 0 ? 1 : whole;
  const recordingId = field(fields, 'RecordingID') || (providerUrl.split('/').pop() ?? '').replace(/\.\w+$/, '');
  return { recordingId, providerUrl, seconds };
}

export const readTranscript = (fields: Fields): string | null =>
  (field(fields, 'transcription') || field(fields, 'Transcription')).trim() || null;
