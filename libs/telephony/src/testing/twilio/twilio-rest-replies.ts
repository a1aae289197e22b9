import type { FailureCategory } from '../../port/provider-failure.js';
import type { Reply } from '../provider-server.js';
import type { TelephonyRig } from '../telephony-rig.js';
import { twilioSought } from './twilio-sought.js';

const account = { accountId: 'AC00000000000000000000000000000001', authToken: '12345abcdef67890test' };
const callId = 'CA0123456789abcdef0123456789abcdef';
const recordingId = 'RE00000000000000000000000000000007';
const root = `/2010-04-01/Accounts/${account.accountId}`;

const json = (status: number, value: unknown): Reply => ({ status, body: JSON.stringify(value) });
const problem = (status: number, code: number, message: string): Reply =>
  json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
const call = (status: string, duration: string | null = null): Reply =>
  json(200, { sid: callId, account_sid: account.accountId, status, duration, direction: 'inbound' });

const codes: Readonly<Record<number, number>> = { 400: 20001, 401: 20003, 403: 20403, 404: 20404, 429: 20429 };
const ended = (duration: number | null, failed = false) => ({ state: 'ended' as const, duration, failed });

const numbers = `${root}/IncomingPhoneNumbers`;
const ownNumber = { sid: 'PN00000000000000000000000000000005', phone_number: '+12245550123' };

const numberPage = (more: object): Reply => json(200, { incoming_phone_numbers: [{ ...ownNumber, ...more }] });
const money = (amount: number, currency: string) => ({ amount, currency });
const refusals = (category: FailureCategory, ...refused: readonly (readonly [number, string])[]) =>
  refused.map(([code, message]) => ({
    what: `${code} ${message}`,
    reply: problem(400, code, message),
    code: `${code}`,
    category,
  }));

/** What Twilio's REST API answers, by its OpenAPI description and its list of errors. */
export const twilioRestReplies: TelephonyRig['rest'] = {
  account,
  callId,
  recordingId,
  redirect: (url) => ({
    method: 'POST',
    path: `${root}/Calls/${callId}.json`,
    form: { Url: url, Method: 'POST' },
    taken: call('in-progress'),
  }),
  callIsOver: [
    problem(400, 21220, 'Call is not in-progress. Cannot redirect.'),
    problem(404, 20404, 'The requested resource was not found'),
  ],
  hangUp: {
    method: 'POST',
    path: `${root}/Calls/${callId}.json`,
    form: { Status: 'completed' },
    taken: call('completed'),
  },
  sendText: ({ from, to, text, statusUrl }) => ({
    method: 'POST',
    path: `${root}/Messages.json`,
    form: { From: from, To: to, Body: text, ...(statusUrl ? { StatusCallback: statusUrl } : {}) },
    taken: json(201, { sid: 'SM00000000000000000000000000000003', status: 'queued', body: text }),
    id: 'SM00000000000000000000000000000003',
  }),
  placeCall: ({ from, to, documentUrl, statusUrl, ringTimeoutSeconds }) => ({
    method: 'POST',
    path: `${root}/Calls.json`,
    form: {
      From: from,
      To: to,
      Url: documentUrl,
      Method: 'POST',
      ...(statusUrl
        ? { StatusCallback: statusUrl, StatusCallbackMethod: 'POST', StatusCallbackEvent: 'completed' }
        : {}),
      ...(ringTimeoutSeconds ? { Timeout: `${ringTimeoutSeconds}` } : {}),
    },
    taken: json(201, { sid: 'CA00000000000000000000000000000004', status: 'queued' }),
    id: 'CA00000000000000000000000000000004',
  }),
  ...twilioSought(root),
  refusals: [
    ...refusals('opted-out', [21610, 'Attempt to send to unsubscribed recipient']),
    ...refusals(
      'carrier-refuses',
      [21408, 'Permission to send an SMS has not been enabled for the region'],
      [21215, 'Account not authorized to call +4915112345678'],
      [21606, "The 'From' phone number is not a valid, SMS-capable number"],
    ),
    ...refusals(
      'unreachable',
      [21211, "The 'To' number is not a valid phone number."],
      [21614, "'To' number is not a valid mobile number"],
    ),
    ...refusals('other', [21617, 'The concatenated message body exceeds the 1600 character limit'], [29999, 'new']),
  ],
  balanceAsked: { method: 'GET', path: `${root}/Balance.json`, form: {} },
  balances: [
    { what: 'some', reply: json(200, { currency: 'USD', balance: '12.345' }), balance: money(12.345, 'USD') },
    { what: 'less than none', reply: json(200, { currency: 'EUR', balance: '-3.20' }), balance: money(-3.2, 'EUR') },
    { what: 'a subaccount has none', reply: problem(404, 20404, 'was not found'), balance: null },
    { what: 'no number', reply: json(200, { currency: 'USD', balance: '' }), balance: null },
  ],
  numberWebhooks: [
    {
      what: 'to its own addresses',
      replies: [numberPage({ voice_url: 'https://x/voice', voice_method: 'POST', sms_url: 'https://x/sms' })],
      webhook: { voiceUrl: 'https://x/voice', smsUrl: 'https://x/sms' },
    },
    {
      what: 'nowhere',
      replies: [numberPage({ voice_url: '', voice_method: 'POST', sms_url: '' })],
      webhook: { voiceUrl: null, smsUrl: null },
    },
    {
      what: 'elsewhere: its own addresses count for nothing at a trunk',
      replies: [
        numberPage({ voice_url: 'https://x/voice', voice_method: 'POST', sms_url: 'https://x/sms', trunk_sid: 'TK1' }),
      ],
      webhook: { voiceUrl: null, smsUrl: 'https://x/sms' },
    },
    {
      what: 'elsewhere: its own addresses count for nothing in an application',
      replies: [
        numberPage({
          voice_url: 'https://x/voice',
          voice_method: 'POST',
          voice_application_sid: 'AP1',
          sms_url: 'https://x/sms',
          sms_application_sid: 'AP1',
        }),
      ],
      webhook: { voiceUrl: null, smsUrl: null },
    },
    { what: 'it is not the account’s', replies: [json(200, { incoming_phone_numbers: [] })], webhook: null },
  ],
  callStatuses: [
    ...['queued', 'ringing', 'in-progress'].map((status) => ({
      what: status,
      replies: [call(status)],
      status: { state: 'live' as const },
    })),
    { what: 'completed', replies: [call('completed', '61')], status: ended(61) },
    { what: 'completed, of unknown length', replies: [call('completed')], status: ended(null) },
    { what: 'failed', replies: [call('failed', '0')], status: ended(0, true) },
    ...['busy', 'no-answer', 'canceled'].map((status) => ({
      what: status,
      replies: [call(status, '0')],
      status: ended(0),
    })),
  ],
  deletion: {
    method: 'DELETE',
    form: {},
    path: `${root}/Recordings/${recordingId}.json`,
    taken: { status: 204 },
    goneBefore: problem(404, 20404, 'The requested resource was not found'),
  },
  accountReply: json(200, { sid: account.accountId, status: 'active', type: 'Full' }),
  provision: {
    number: '+12245550123',
    ways: [
      {
        what: 'found by its number',
        replies: [json(200, { incoming_phone_numbers: [ownNumber] }), json(200, ownNumber)],
        asked: ({ url, fallbackUrl, statusUrl, smsUrl }) => [
          { method: 'GET', path: `${numbers}.json?PhoneNumber=%2B12245550123&PageSize=1`, form: {} },
          {
            method: 'POST',
            path: `${numbers}/${ownNumber.sid}.json`,
            form: {
              VoiceUrl: url,
              VoiceMethod: 'POST',
              VoiceFallbackUrl: fallbackUrl,
              VoiceFallbackMethod: 'POST',
              StatusCallback: statusUrl,
              StatusCallbackMethod: 'POST',
              ...(smsUrl ? { SmsUrl: smsUrl, SmsMethod: 'POST' } : {}),
            },
          },
        ],
      },
    ],
    foreign: json(200, { incoming_phone_numbers: [] }),
  },
  failure: (status) => problem(status, codes[status] ?? 20500, 'a failure as Twilio words it'),
  mediaUrl: (origin) => `${origin}${root}/Recordings/${recordingId}`,
  domain: 'twilio.com',
};
