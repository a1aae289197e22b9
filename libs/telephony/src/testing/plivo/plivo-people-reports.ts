import { parse } from 'node:querystring';
import type { PlacedCallEnd, TextStatus } from '../../port/people.js';
import type { Fields } from '../../port/reports.js';
import type { TelephonyRig } from '../telephony-rig.js';

const providerMessageId = 'db3ce55a-7f1d-11e1-8ea7-1231380bc196';
const report = (body: string, id = `MessageUUID=${providerMessageId}&ParentMessageUUID=${providerMessageId}`): Fields =>
  parse(
    `From=12245550123&To=14155550102&Units=1&TotalRate=0.0055&MCC=310&MNC=150&PartInfo=1+of+1&${id}&${body}`,
  ) as Fields;
const read = (state: TextStatus['state']) =>
  ({ providerMessageId, state, code: null, reason: null, category: null }) as const;
const stands = (status: string, state: TextStatus['state']) => ({
  what: `${status} is ${state}`,
  fields: report(`Status=${status}&ErrorCode=`),
  read: read(state),
});
const failed = (code: string, category: TextStatus['category'], reason: string, status = 'undelivered') => ({
  what: `${status}, ${code}: ${category}`,
  fields: report(`Status=${status}&ErrorCode=${code}`),
  read: {
    providerMessageId,
    state: 'failed',
    code: code.replace(/^0+/, ''),
    reason: expect.stringMatching(new RegExp(`^[A-Z].*${reason}.*\\.$`)) as string,
    category,
  } as const,
});
const unexplained = {
  ...read('failed'),
  reason: 'Plivo does not say why the text was not delivered.',
  category: 'other',
} as const;

const providerCallId = '9834029e-58b6-11e1-b8b7-a5bd0e4e126f';
const ended = (what: string, body: string, end: Omit<PlacedCallEnd, 'providerCallId'> | null) => ({
  what,
  fields: parse(
    `CallUUID=c0ffee00-1111-2222-3333-444455556666&RequestUUID=${providerCallId}&Direction=outbound&From=12245550123&To=14155550102&${body}`,
  ) as Fields,
  read: end && { providerCallId, ...end },
});
const completed = { state: 'completed', code: null, reason: null, category: null } as const;

const incoming = (body: string): Fields =>
  parse(`MessageUUID=${providerMessageId}&Type=sms&Units=1&TotalRate=0&TotalAmount=0&${body}`) as Fields;
const fromPerson = 'From=14155550102&To=12245550123';
const said = (text: string, optOut: 'stop' | 'start' | null = null, from = '+14155550102') => ({
  providerMessageId,
  from,
  to: '+12245550123',
  text,
  optOut,
});

/** What Plivo sends of texts and calls to people (Plivo, Delivery reports; Handling incoming messages; Hangup causes). */
export const plivoPeopleReports: Pick<TelephonyRig['reports'], 'textStatus' | 'placedCallEnd' | 'incomingText'> = {
  textStatus: [
    stands('queued', 'accepted'),
    stands('sent', 'sent'),
    ...['delivered', 'read'].map((status) => stands(status, 'delivered')),
    {
      what: 'delivered, with the code of no error',
      fields: report('Status=delivered&ErrorCode=000'),
      read: read('delivered'),
    },
    failed('80', 'unreachable', 'switched off'),
    failed('050', 'unreachable', 'no valid phone number'),
    failed('70', 'unreachable', 'not in service'),
    failed('30', 'carrier-refuses', 'filtered'),
    failed('450', 'carrier-refuses', 'Geo Permissions'),
    failed('900', 'carrier-refuses', 'credit', 'failed'),
    failed('200', 'opted-out', 'STOP', 'failed'),
    failed('20', 'other', 'trouble', 'rejected'),
    failed('7777', 'other', 'error 7777'),
    { what: 'undelivered, and no word why', fields: report('Status=undelivered&ErrorCode='), read: unexplained },
    { what: 'failed with the code of no error', fields: report('Status=failed&ErrorCode=000'), read: unexplained },
    {
      what: 'a later part of a long text is the text',
      fields: report('Status=sent', `MessageUUID=0000&ParentMessageUUID=${providerMessageId}`),
      read: read('sent'),
    },
    {
      what: 'without the id of the first part',
      fields: report('Status=sent', `MessageUUID=${providerMessageId}`),
      read: read('sent'),
    },
    { what: 'a state that is not known is none', fields: report('Status=something-new'), read: null },
    { what: 'without an id is none', fields: { Status: 'sent' }, read: null },
  ],
  placedCallEnd: [
    ended('completed', 'CallStatus=completed&Duration=12&HangupCauseCode=4000', completed),
    ended('busy', 'CallStatus=busy&HangupCauseCode=3010', {
      state: 'busy',
      code: '3010',
      reason: 'The phone was busy.',
      category: 'unreachable',
    }),
    ...['timeout', 'no-answer'].map((status) =>
      ended(status, `CallStatus=${status}&HangupCauseCode=6010`, {
        state: 'no-answer',
        code: '6010',
        reason: 'Nobody answered.',
        category: 'unreachable',
      }),
    ),
    ended('failed: a country that is not allowed', 'CallStatus=failed&HangupCauseCode=2030', {
      state: 'failed',
      code: '2030',
      reason: 'This Plivo account may not call this country: allow it in Plivo’s Voice Geo Permissions.',
      category: 'carrier-refuses',
    }),
    ended('failed with a code that is not known', 'CallStatus=failed&HangupCauseCode=9999', {
      state: 'failed',
      code: '9999',
      reason: 'Plivo reports error 9999.',
      category: 'other',
    }),
    ended('failed, and no word why', 'CallStatus=failed', {
      state: 'failed',
      code: null,
      reason: 'Plivo does not say why the call was not answered.',
      category: 'unreachable',
    }),
    ...['ringing', 'in-progress', 'something-new'].map((status) =>
      ended(`${status} is no end`, `CallStatus=${status}`, null),
    ),
    {
      what: 'without the id of the request',
      fields: { CallUUID: 'c0ffee00', CallStatus: 'completed' },
      read: { providerCallId: 'c0ffee00', ...completed },
    },
    { what: 'without an id is none', fields: { CallStatus: 'completed' }, read: null },
  ],
  incomingText: [
    { what: 'an answer', fields: incoming(`${fromPerson}&Text=Ack+%23142+`), read: said('Ack #142 ') },
    { what: 'an empty one', fields: incoming(`${fromPerson}&Text=`), read: said('') },
    { what: 'with a picture', fields: incoming(`${fromPerson}&Body=look`), read: said('look') },
    {
      what: 'from a short code',
      fields: incoming('From=32665&To=12245550123&Text=hi'),
      read: said('hi', null, '32665'),
    },
    {
      what: 'STOP, of which the provider does not say how it took it: the words tell',
      fields: incoming(`${fromPerson}&Text=STOP&MessageIntent=`),
      read: said('STOP'),
    },
    {
      what: 'what Plivo takes for a STOP',
      fields: incoming(`${fromPerson}&Text=basta&MessageIntent=optout`),
      read: said('basta', 'stop'),
    },
    {
      what: 'what Plivo takes for a START',
      fields: incoming(`${fromPerson}&Text=vamos&MessageIntent=optin`),
      read: said('vamos', 'start'),
    },
    {
      what: 'what Plivo takes for HELP',
      fields: incoming(`${fromPerson}&Text=quit&MessageIntent=help`),
      read: said('quit'),
    },
    { what: 'without an id is none', fields: { From: '14155550102', To: '12245550123', Text: 'x' }, read: null },
    { what: 'without a sender is none', fields: incoming('To=12245550123&Text=x'), read: null },
  ],
};
