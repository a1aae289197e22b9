import { parse } from 'node:querystring';
import type { Fields } from '../../port/reports.js';
import type { TelephonyRig } from '../telephony-rig.js';
import { plivoPeopleReports } from './plivo-people-reports.js';

const providerCallId = 'c0ffee00-1111-2222-3333-444455556666';
const responderCall = 'beef0000-1111-2222-3333-444455556666';
const form = (body: string): Fields => parse(`CallUUID=${providerCallId}&${body}`) as Fields;

const caller = (number: string | null, address: string | null = null) => ({ number, address });
const withheld = [
  ...['anonymous', 'Anonymous', 'restricted', 'Restricted', 'unknown', 'unavailable', 'private', ''],
  ...['266696687', '7378742833', '86282452253', '8656696', '2562533'].flatMap((n) => [n, `+${n}`, `1${n}`]),
  ...['no caller id', 'ausgeblendet'],
];
const answered =
  'BillRate=0.0055&CallStatus=ringing&CallerName=%2B14155550101&CountryCode=US&Direction=inbound&Event=StartApp&ParentAuthID=MA00000000000000000001&RouteType=Domestic&STIRVerification=Not+Verified&SessionStart=2026-11-20+10%3A00%3A00.123456&To=12245550123';

const verified = [
  ['Verified', 'A', { result: 'verified', attestation: 'A' }],
  ['Verified', '', { result: 'verified', attestation: 'A' }],
  ['Not Verified', 'C', { result: 'unverified', attestation: 'C' }],
  ['Not Verified', 'Not Applicable', null],
  ['Not Applicable', 'Not Applicable', null],
] as const;

const incoming: TelephonyRig['reports']['incoming'] = [
  {
    what: 'with a caller, whose number has no plus',
    fields: form(`${answered}&From=14155550101`),
    read: { providerCallId, caller: caller('+14155550101'), verification: null },
  },
  {
    what: 'from abroad',
    fields: form('From=4915112345678'),
    read: { providerCallId, caller: caller('+4915112345678'), verification: null },
  },
  {
    what: 'from what can be no number with its country code: it is not given one',
    fields: form('From=4412345'),
    read: { providerCallId, caller: caller(null, '4412345'), verification: null },
  },
  ...verified.map(([reported, attestation, verification]) => ({
    what: `whose number is "${reported}", attestation "${attestation}"`,
    fields: form(`From=14155550101&STIRVerification=${reported}&STIRAttestation=${attestation}`),
    read: {
      providerCallId,
      caller: caller('+14155550101'),
      verification: verification && { ...verification, reported },
    },
  })),
  ...withheld.map((from) => ({
    what: `from "${from}": withheld`,
    fields: form(`From=${encodeURIComponent(from)}`),
    read: { providerCallId, caller: caller(null), verification: null },
  })),
  { what: 'without a CallUUID', fields: { From: '14155550101' }, read: null },
  { what: 'with an empty CallUUID', fields: { CallUUID: '', From: '14155550101' }, read: null },
];

const dial = (status: string, more = `DialBLegUUID=${responderCall}`): Fields =>
  form(
    `Event=DialAction&CallStatus=in-progress&Direction=inbound&From=14155550101&To=12245550123&DialStatus=${status}&DialRingStatus=true&DialALegUUID=${providerCallId}&${more}`,
  );
const said = (miss: 'no_answer' | 'busy' | 'failed', completed = false) => ({
  miss,
  completed,
  bridged: null,
  callerGone: false,
});
const dials: TelephonyRig['reports']['dial'] = [
  { what: 'completed', fields: dial('completed'), read: said('no_answer', true) },
  { what: 'rang out', fields: dial('no-answer', 'DialHangupCause=NO_ANSWER&DialBLegUUID='), read: said('no_answer') },
  { what: 'timed out', fields: dial('timeout', 'DialBLegUUID='), read: said('no_answer') },
  { what: 'busy', fields: dial('busy', 'DialHangupCause=USER_BUSY&DialBLegUUID='), read: said('busy') },
  { what: 'unroutable', fields: dial('failed', 'DialBLegUUID='), read: said('failed') },
  { what: 'failed after it was picked up', fields: dial('failed'), read: said('failed') },
  { what: 'cancelled', fields: dial('cancel', 'DialBLegUUID='), read: said('no_answer') },
  {
    what: 'the caller hung up while it rang',
    fields: form('Event=DialAction&CallStatus=completed&DialStatus=cancel&DialBLegUUID='),
    read: { ...said('no_answer'), callerGone: true },
  },
  {
    what: 'the caller hung up after the conversation',
    fields: form('Event=DialAction&CallStatus=completed&DialStatus=completed'),
    read: { ...said('no_answer', true), callerGone: true },
  },
];

const leg = (event: string, action: string, more = ''): Fields =>
  form(
    `Event=${event}&DialAction=${action}&DialALegUUID=${providerCallId}&DialBLegUUID=${responderCall}&DialBLegFrom=12245550123&DialBLegTo=14155550102&DialBLegStatus=${action}${more}`,
  );
const recordingId = '11112222-3333-4444-5555-666677778888';
const providerUrl = `https://media.plivo.com/v1/Account/MA00000000000000000001/Recording/${recordingId}.mp3`;
const url = encodeURIComponent(providerUrl);
const recording = (what: string, body: string, seconds: number | null) => ({
  what,
  fields: form(body),
  read: { recordingId, providerUrl, seconds },
});
const noRecording = (what: string, body: string) => ({ what, fields: form(body), read: null });
const transcribed = `transcription_charge=0.00500&transcription_rate=0.00500&duration=14&recording_id=${recordingId}`;

export const plivoReports: TelephonyRig['reports'] = {
  callerFields: (from) => ({ ...form(''), From: from }),
  incoming,
  dial: dials,
  leg: [
    { what: 'answer is a pick-up', fields: leg('DialAnswer', 'answer'), read: 'picked-up' },
    { what: 'connected is the bridge', fields: leg('DialConnected', 'connected'), read: 'bridged' },
    {
      what: 'the end is neither',
      fields: leg('DialHangup', 'hangup', '&DialBLegDuration=41&DialBLegHangupCauseCode=4000'),
      read: null,
    },
    {
      what: 'a failed confirmation says that nobody accepted',
      fields: leg('DialHangup', 'hangup', '&DialBLegDuration=22&DialBLegHangupCauseCode=9110'),
      read: 'unconfirmed',
    },
    ...['BLeg', 'bleg', responderCall].map((by) => ({
      what: `the passing key, pressed by "${by}", passes the call on`,
      fields: leg('DialDigitsMatch', 'digits', `&DialDigitsMatch=2&DialDigitsPressedBy=${by}`),
      read: 'passed' as const,
    })),
    ...['ALeg', 'aleg'].map((by) => ({
      what: `a key of the caller ("${by}") means nothing`,
      fields: leg('DialDigitsMatch', 'digits', `&DialDigitsMatch=2&DialDigitsPressedBy=${by}`),
      read: null,
    })),
    {
      what: 'another key means nothing',
      fields: leg('DialDigitsMatch', 'digits', '&DialDigitsMatch=5&DialDigitsPressedBy=BLeg'),
      read: null,
    },
  ],
  end: [
    {
      what: 'a hangup',
      fields: form(
        'AnswerTime=2026-11-20+10%3A00%3A01&BillDuration=60&CallStatus=completed&Duration=47&Event=Hangup&HangupCauseCode=4000&HangupSource=Caller',
      ),
      read: { duration: 47, failed: false },
    },
    {
      what: 'a hangup of unknown length',
      fields: form('Event=Hangup&CallStatus=completed&Duration='),
      read: { duration: null, failed: false },
    },
    {
      what: 'a hangup of a call that still reads as live',
      fields: form('Event=Hangup&CallStatus=in-progress&Duration=3'),
      read: { duration: 3, failed: false },
    },
    {
      what: 'a call that Plivo ended because an answer of ours could not be had',
      fields: form('Event=Hangup&CallStatus=completed&Duration=9&HangupCauseCode=7012&HangupSource=Error'),
      read: { duration: 9, failed: true },
    },
    {
      what: 'failed',
      fields: form('Event=Hangup&CallStatus=failed&Duration=0'),
      read: { duration: 0, failed: true },
    },
    ...['busy', 'no-answer', 'timeout', 'cancel'].map((status) => ({
      what: status,
      fields: form(`CallStatus=${status}`),
      read: { duration: null, failed: false },
    })),
    ...['ringing', 'in-progress', 'something-new'].map((status) => ({
      what: `${status} is no end`,
      fields: form(`Event=StartApp&CallStatus=${status}`),
      read: null,
    })),
    { what: "the end of a responder's leg is none", fields: leg('DialHangup', 'hangup'), read: null },
  ],
  recording: [
    recording(
      'as the callback reports it',
      `Event=RecordStop&RecordUrl=${url}&RecordFile=${url}&RecordingID=${recordingId}&RecordingDuration=47&RecordingDurationMs=47120`,
      47,
    ),
    recording(
      'a message, as the action reports it',
      `RecordUrl=${url}&RecordingID=${recordingId}&RecordingDuration=14&Digits=%23`,
      14,
    ),
    recording(
      'under its other name, without its id: it stands in the URL',
      `RecordFile=${url}&RecordingDuration=14`,
      14,
    ),
    recording(
      'that goes on: its length is not known yet',
      `RecordUrl=${url}&RecordingID=${recordingId}&RecordingDuration=-1&RecordingDurationMs=-1`,
      null,
    ),
    recording('of no length', `RecordUrl=${url}&RecordingID=${recordingId}&RecordingDuration=0`, 0),
    recording(
      'of less than a second',
      `RecordUrl=${url}&RecordingID=${recordingId}&RecordingDuration=0&RecordingDurationMs=840`,
      1,
    ),
    recording(
      'with what is no URL under the one name, and one under the other',
      `RecordUrl=null&RecordFile=${url}&RecordingID=${recordingId}&RecordingDuration=14`,
      14,
    ),
    noRecording('with what is no URL', `RecordUrl=null&RecordingID=${recordingId}&RecordingDuration=14`),
    noRecording('without a URL', `RecordingID=${recordingId}&RecordingDuration=14`),
  ],
  keys: [
    { what: 'one', fields: form('Digits=1'), read: '1' },
    { what: 'a star', fields: form('Digits=*'), read: '*' },
    { what: 'none', fields: form('Digits='), read: '' },
  ],
  transcript: [
    {
      what: 'made out',
      fields: form(`${transcribed}&transcription=+The+database+is+down.%0A&error=`),
      read: 'The database is down.',
    },
    { what: 'not made out', fields: form(`${transcribed}&transcription=&error=transcription+failed`), read: null },
  ],
  ...plivoPeopleReports,
};
