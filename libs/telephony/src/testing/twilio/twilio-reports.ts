import { parse } from 'node:querystring';
import type { Fields } from '../../port/reports.js';
import type { TelephonyRig } from '../telephony-rig.js';
import { twilioPeopleReports } from './twilio-people-reports.js';

const call = 'CallSid=CA0123456789abcdef0123456789abcdef&AccountSid=AC00000000000000000000000000000001';
const form = (body: string): Fields => parse(`${call}&${body}`) as Fields;
const providerCallId = 'CA0123456789abcdef0123456789abcdef';

const dial = (body: string): Fields => form(`CallStatus=in-progress&Direction=inbound&${body}`);
const dialCall = 'DialCallSid=CAaaaa456789abcdef0123456789abcdef';
const recordingUrl =
  'https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Recordings/RE00000000000000000000000000000007';
const recordingId = 'RE00000000000000000000000000000007';
const recorded = `RecordingUrl=${encodeURIComponent(recordingUrl)}&RecordingSid=${recordingId}`;

const caller = (number: string | null, address: string | null = null) => ({ number, address });
const withheld = [
  ...['anonymous', 'Anonymous', 'ANONYMOUS', 'restricted', 'unknown', 'unavailable', 'private', 'blocked', ''],
  ...['266696687', '7378742833', '86282452253', '8656696', '2562533'].flatMap((n) => [n, `+${n}`, `1${n}`, `+1${n}`]),
  ...['no caller id', 'ausgeblendet'],
];

const verified = [
  ['TN-Validation-Passed-B', { result: 'verified', attestation: 'B' }],
  ['TN-Validation-Passed-C-Diverted', { result: 'verified', attestation: 'C' }],
  ['TN-Validation-Failed-C', { result: 'failed', attestation: 'C' }],
  ['TN-Validation-Failed', { result: 'failed', attestation: null }],
  ['No-TN-Validation', null],
  ['something-new', null],
  ['', null],
] as const;

const incoming: TelephonyRig['reports']['incoming'] = [
  {
    what: 'with a caller',
    fields: form(
      'CallStatus=ringing&Caller=%2B14155550101&CallerCity=SAN+FRANCISCO&Direction=inbound&From=%2B14155550101&FromCity=&To=%2B12245550123&StirVerstat=TN-Validation-Passed-A&CallToken=%7B%22parentCallInfoToken%22%3A%22x%22%7D',
    ),
    read: {
      providerCallId,
      caller: caller('+14155550101'),
      verification: { result: 'verified', attestation: 'A', reported: 'TN-Validation-Passed-A' },
    },
  },
  {
    what: 'from a number without its country code: it is not given one',
    fields: form('From=4155550101'),
    read: { providerCallId, caller: caller(null, '4155550101'), verification: null },
  },
  ...verified.map(([reported, verification]) => ({
    what: `whose number is ${reported || 'not spoken of'}`,
    fields: form(`From=%2B14155550101&StirVerstat=${reported}`),
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
  { what: 'without a From', fields: form(''), read: { providerCallId, caller: caller(null), verification: null } },
  { what: 'without a CallSid', fields: { From: '+14155550101' }, read: null },
  { what: 'with an empty CallSid', fields: { CallSid: '', From: '+14155550101' }, read: null },
];

const dials: TelephonyRig['reports']['dial'] = [
  {
    what: 'completed and bridged',
    fields: dial(`DialCallStatus=completed&${dialCall}&DialCallDuration=41&DialBridged=true`),
    read: { miss: 'no_answer', bridged: true, completed: true, callerGone: false },
  },
  {
    what: 'completed, not bridged: a voicemail box failed the screening',
    fields: dial(`DialCallStatus=completed&${dialCall}&DialCallDuration=12&DialBridged=false`),
    read: { miss: 'no_answer', bridged: false, completed: true, callerGone: false },
  },
  {
    what: 'no-answer, not bridged: a failed screening as it was reported before',
    fields: dial(`DialCallStatus=no-answer&${dialCall}&DialBridged=false`),
    read: { miss: 'no_answer', bridged: false, completed: false, callerGone: false },
  },
  {
    what: 'completed, nothing said of a bridge',
    fields: dial(`DialCallStatus=completed&${dialCall}`),
    read: { miss: 'no_answer', bridged: null, completed: true, callerGone: false },
  },
  {
    what: 'completed, an empty word of a bridge',
    fields: dial('DialCallStatus=completed&DialBridged='),
    read: { miss: 'no_answer', bridged: null, completed: true, callerGone: false },
  },
  {
    what: 'busy',
    fields: dial(`DialCallStatus=busy&${dialCall}&DialBridged=false`),
    read: { miss: 'busy', bridged: false, completed: false, callerGone: false },
  },
  {
    what: 'unroutable',
    fields: dial(`DialCallStatus=failed&${dialCall}&DialBridged=false&ErrorCode=13224`),
    read: { miss: 'failed', bridged: false, completed: false, callerGone: false },
  },
  {
    what: 'canceled by a redirect',
    fields: dial('DialCallStatus=canceled&DialBridged=false'),
    read: { miss: 'no_answer', bridged: false, completed: false, callerGone: false },
  },
  {
    what: 'the caller hung up while it rang',
    fields: form(`CallStatus=completed&DialCallStatus=no-answer&${dialCall}&DialBridged=false`),
    read: { miss: 'no_answer', bridged: false, completed: false, callerGone: true },
  },
  {
    what: 'the caller hung up after the conversation',
    fields: form('CallStatus=completed&DialCallStatus=completed&DialBridged=true&DialCallDuration=41'),
    read: { miss: 'no_answer', bridged: true, completed: true, callerGone: true },
  },
];

const recording = (what: string, body: string, seconds: number | null) => ({
  what,
  fields: form(body),
  read: { recordingId, providerUrl: recordingUrl, seconds },
});
const noRecording = (what: string, body: string) => ({ what, fields: form(body), read: null });

const transcribed = `TranscriptionSid=TR00000000000000000000000000000009&TranscriptionType=fast&${recorded}`;

export const twilioReports: TelephonyRig['reports'] = {
  callerFields: (from) => ({ ...form(''), From: from }),
  incoming,
  dial: dials,
  leg: [
    { what: 'that says nothing is none', fields: form('SequenceNumber=0'), read: null },
    { what: 'initiated is none', fields: form('CallStatus=initiated&SequenceNumber=0'), read: null },
    {
      what: 'ringing is the phone that rings',
      fields: form(
        'CallStatus=ringing&ParentCallSid=CA0123456789abcdef0123456789abcdff&Direction=outbound-dial&SequenceNumber=1',
      ),
      read: 'ringing',
    },
    { what: 'in-progress is a pick-up', fields: form('CallStatus=in-progress&SequenceNumber=2'), read: 'picked-up' },
    { what: 'answered is a pick-up', fields: form('CallStatus=answered'), read: 'picked-up' },
    { what: 'the end is none', fields: form('CallStatus=completed&CallDuration=12&SequenceNumber=3'), read: null },
  ],
  end: [
    {
      what: 'completed',
      fields: form('CallStatus=completed&CallDuration=61&Duration=2'),
      read: { duration: 61, failed: false },
    },
    {
      what: 'completed, of unknown length',
      fields: form('CallStatus=completed&CallDuration='),
      read: { duration: null, failed: false },
    },
    { what: 'failed', fields: form('CallStatus=failed&CallDuration=0'), read: { duration: 0, failed: true } },
    ...['busy', 'no-answer', 'canceled'].map((status) => ({
      what: status,
      fields: form(`CallStatus=${status}`),
      read: { duration: null, failed: false },
    })),
    ...['queued', 'initiated', 'ringing', 'in-progress', 'something-new'].map((status) => ({
      what: `${status} is no end`,
      fields: form(`CallStatus=${status}`),
      read: null,
    })),
  ],
  recording: [
    recording(
      'of a dial, both sides',
      `${recorded}&RecordingStatus=completed&RecordingDuration=63&RecordingChannels=2&RecordingSource=DialVerb&RecordingTrack=both`,
      63,
    ),
    recording('a message, as the Record verb reports it', `${recorded}&RecordingDuration=14&Digits=hangup`, 14),
    recording(
      'a message without its id: it stands in the URL',
      `RecordingUrl=${encodeURIComponent(recordingUrl)}&RecordingDuration=14&Digits=%23`,
      14,
    ),
    recording('of unknown length', `${recorded}&RecordingStatus=completed`, null),
    noRecording('absent', 'RecordingStatus=absent&RecordingSid=RE1&ErrorCode=0'),
    noRecording('absent, with a URL', `${recorded}&RecordingStatus=absent`),
    noRecording('failed', `${recorded}&RecordingStatus=failed`),
    noRecording('still being made', `${recorded}&RecordingStatus=in-progress`),
    recording('of no length', `${recorded}&RecordingStatus=completed&RecordingDuration=0`, 0),
    noRecording('with what is no URL', 'RecordingStatus=completed&RecordingSid=RE1&RecordingUrl=undefined'),
    noRecording('without a URL', 'RecordingStatus=completed&RecordingSid=RE1&RecordingDuration=4'),
  ],
  keys: [
    { what: 'one', fields: form('Digits=1'), read: '1' },
    { what: 'a star', fields: form('Digits=*'), read: '*' },
    { what: 'none', fields: form('Digits='), read: '' },
  ],
  transcript: [
    {
      what: 'made out',
      fields: form(`${transcribed}&TranscriptionStatus=completed&TranscriptionText=+The+database+is+down.%0A`),
      read: 'The database is down.',
    },
    { what: 'of silence', fields: form(`${transcribed}&TranscriptionStatus=completed&TranscriptionText=`), read: null },
    { what: 'not made out', fields: form(`${transcribed}&TranscriptionStatus=failed&TranscriptionText=x`), read: null },
  ],
  ...twilioPeopleReports,
};
