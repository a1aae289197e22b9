import { parse } from 'node:querystring';
import type { PlacedCallEnd, TextStatus } from '../../port/people.js';
import type { Fields } from '../../port/reports.js';
import type { TelephonyRig } from '../telephony-rig.js';

const providerMessageId = 'SM00000000000000000000000000000003';
const account = 'AccountSid=AC00000000000000000000000000000001&ApiVersion=2010-04-01';
const report = (body: string): Fields =>
  parse(
    `${account}&MessageSid=${providerMessageId}&SmsSid=${providerMessageId}&From=%2B12245550123&To=%2B14155550102&${body}`,
  ) as Fields;
const stands = (status: string, state: TextStatus['state']) => ({
  what: `${status} is ${state}`,
  fields: report(`MessageStatus=${status}&SmsStatus=${status}`),
  read: { providerMessageId, state, code: null, reason: null, category: null },
});
const failed = (code: number, category: TextStatus['category'], reason: string, status = 'undelivered') => ({
  what: `${status}, ${code}: ${category}`,
  fields: report(`MessageStatus=${status}&SmsStatus=${status}&ErrorCode=${code}`),
  read: {
    providerMessageId,
    state: 'failed',
    code: `${code}`,
    reason: expect.stringMatching(new RegExp(`^[A-Z].*${reason}.*\\.$`)) as string,
    category,
  } as const,
});

const providerCallId = 'CA00000000000000000000000000000004';
const ended = (what: string, body: string, read: Omit<PlacedCallEnd, 'providerCallId'> | null) => ({
  what,
  fields: parse(`${account}&CallSid=${providerCallId}&Direction=outbound-api&From=%2B12245550123&${body}`) as Fields,
  read: read && { providerCallId, ...read },
});
const unanswered = (state: 'busy' | 'no-answer' | 'failed', reason: string) =>
  ({ state, code: null, reason, category: 'unreachable' }) as const;

const incoming = (body: string): Fields =>
  parse(
    `${account}&ToCountry=US&SmsMessageSid=${providerMessageId}&MessageSid=${providerMessageId}&SmsSid=${providerMessageId}&NumMedia=0&NumSegments=1&SmsStatus=received&${body}`,
  ) as Fields;
const fromPerson = 'From=%2B14155550102&To=%2B12245550123';
const said = (text: string, optOut: 'stop' | 'start' | null = null, from = '+14155550102') => ({
  providerMessageId,
  from,
  to: '+12245550123',
  text,
  optOut,
});

/** What Twilio sends of texts and calls to people (Twilio, Track outbound message status; Receive and reply). */
export const twilioPeopleReports: Pick<TelephonyRig['reports'], 'textStatus' | 'placedCallEnd' | 'incomingText'> = {
  textStatus: [
    ...['accepted', 'scheduled', 'queued', 'sending'].map((status) => stands(status, 'accepted')),
    stands('sent', 'sent'),
    ...['delivered', 'read', 'DELIVERED'].map((status) => stands(status, 'delivered')),
    failed(30003, 'unreachable', 'switched off'),
    failed(30004, 'unreachable', 'blocks'),
    failed(30005, 'unreachable', 'unknown to its carrier'),
    failed(30006, 'unreachable', 'landline'),
    failed(30007, 'carrier-refuses', 'filtered'),
    failed(30008, 'other', 'did not say why'),
    failed(30034, 'carrier-refuses', 'A2P 10DLC'),
    failed(30032, 'carrier-refuses', 'toll-free'),
    failed(21610, 'opted-out', 'STOP', 'failed'),
    failed(39999, 'other', 'error 39999'),
    {
      what: 'undelivered, and no word why',
      fields: report('MessageStatus=undelivered'),
      read: {
        providerMessageId,
        state: 'failed',
        code: null,
        reason: 'Twilio does not say why the text was not delivered.',
        category: 'other',
      },
    },
    { what: 'a state that is not known is none', fields: report('MessageStatus=something-new'), read: null },
    { what: 'without an id is none', fields: { MessageStatus: 'sent' }, read: null },
  ],
  placedCallEnd: [
    ended('completed', 'CallStatus=completed&CallDuration=12&SipResponseCode=200', {
      state: 'completed',
      code: null,
      reason: null,
      category: null,
    }),
    ended(
      'busy',
      'CallStatus=busy&SipResponseCode=486',
      unanswered('busy', 'The phone was busy, or the call was rejected.'),
    ),
    ended('no answer', 'CallStatus=no-answer&SipResponseCode=487', unanswered('no-answer', 'Nobody answered.')),
    ended('cancelled by us', 'CallStatus=canceled', unanswered('no-answer', 'Nobody answered.')),
    ended(
      'failed',
      'CallStatus=failed&SipResponseCode=503',
      unanswered('failed', 'Twilio could not connect the call.'),
    ),
    ended(
      'no such number',
      'CallStatus=failed&SipResponseCode=404',
      unanswered('failed', 'The number is not in service.'),
    ),
    ended('failed with a code', 'CallStatus=failed&ErrorCode=21215', {
      state: 'failed',
      code: '21215',
      reason: 'This Twilio account may not call this country: allow it in Twilio’s Voice Geographic Permissions.',
      category: 'carrier-refuses',
    }),
    ...['queued', 'initiated', 'ringing', 'in-progress', 'something-new'].map((status) =>
      ended(`${status} is no end`, `CallStatus=${status}`, null),
    ),
    { what: 'without an id is none', fields: { CallStatus: 'completed' }, read: null },
  ],
  incomingText: [
    { what: 'an answer', fields: incoming(`${fromPerson}&Body=Ack+%23142+`), read: said('Ack #142 ') },
    { what: 'an empty one', fields: incoming(`${fromPerson}&Body=`), read: said('') },
    {
      what: 'from a short code',
      fields: incoming('From=32665&To=%2B12245550123&Body=hi'),
      read: said('hi', null, '32665'),
    },
    {
      what: 'STOP, of which the provider does not say how it took it: the words tell',
      fields: incoming(`${fromPerson}&Body=STOP`),
      read: said('STOP'),
    },
    {
      what: 'a word of the account’s own for STOP',
      fields: incoming(`${fromPerson}&Body=basta&OptOutType=STOP`),
      read: said('basta', 'stop'),
    },
    {
      what: 'a word of the account’s own for START',
      fields: incoming(`${fromPerson}&Body=vamos&OptOutType=START`),
      read: said('vamos', 'start'),
    },
    {
      what: 'a word that the account takes for HELP',
      fields: incoming(`${fromPerson}&Body=quit&OptOutType=HELP`),
      read: said('quit'),
    },
    { what: 'without an id is none', fields: { From: '+14155550102', To: '+12245550123', Body: 'x' }, read: null },
    { what: 'without a sender is none', fields: incoming('To=%2B12245550123&Body=x'), read: null },
  ],
};
