import type { FailureCategory } from '../../port/provider-failure.js';
import type { NumberWebhooks } from '../../port/telephony-provider.js';
import type { Reply } from '../provider-server.js';
import type { Asked, TelephonyRig } from '../telephony-rig.js';

const account = { accountId: 'MA00000000000000000001', authToken: '12345abcdef67890test' };
const callId = 'c0ffee00-1111-2222-3333-444455556666';
const recordingId = '11112222-3333-4444-5555-666677778888';
const root = `/v1/Account/${account.accountId}`;

const json = (status: number, value: object): Reply => ({
  status,
  body: JSON.stringify({ api_id: '5a9fcb68-582d-11e1-86da-6ff39efcb949', ...value }),
});
const failure = (status: number): Reply => json(status, { error: 'a failure as Plivo words it' });
const notFound = json(404, { error: 'not found' });
const liveCall = json(200, {
  call_uuid: callId,
  call_status: 'in-progress',
  direction: 'inbound',
  from: '14155550101',
});
const record = (more: object): Reply =>
  json(200, {
    call_uuid: callId,
    call_direction: 'inbound',
    call_state: 'ANSWERED',
    call_duration: 61,
    bill_duration: 120,
    end_time: '2026-11-20 10:01:01+00:00',
    ...more,
  });

const requestId = '9834029e-58b6-11e1-b8b7-a5bd0e4e126f';
const ids = (...calls: string[]): Reply => json(200, { calls });
const placed = (more: object): Reply =>
  json(200, {
    call_uuid: callId,
    request_uuid: requestId,
    call_status: 'ringing',
    direction: 'outbound',
    from: '12245550123',
    to: '14155550102',
    session_start: '2026-11-20 09:59:59',
    ...more,
  });

const number = '+12245550123';
const page = (count: number, ...ours: object[]): Reply => {
  const foreign = Array.from({ length: count }, (_, n) => ({ app_id: `9${n}`, app_name: `somebody's ${n}` }));
  return json(200, { meta: { limit: 20 }, objects: [...foreign, ...ours] });
};
const ours = { app_id: '21686794894743506', app_name: 'ringdown-12245550123' };
const get = (path: string): Asked => ({ method: 'GET', path: `${root}/${path}`, form: {} });
const applicationForm = (webhooks: NumberWebhooks) => ({
  answer_url: webhooks.url,
  answer_method: 'POST',
  fallback_answer_url: webhooks.fallbackUrl,
  fallback_method: 'POST',
  hangup_url: webhooks.statusUrl,
  hangup_method: 'POST',
  ...(webhooks.smsUrl ? { message_url: webhooks.smsUrl, message_method: 'POST' } : {}),
});
const attached: Asked = { method: 'POST', path: `${root}/Number/12245550123/`, form: { app_id: ours.app_id } };
const ownNumber = json(200, { number: '12245550123', application: null, voice_enabled: true });
const numberIn = (application: string | null): Reply => json(200, { number: '12245550123', application });
const accountOf = (more: object): Reply => json(200, { auth_id: account.accountId, billing_mode: 'prepaid', ...more });
const refusals = (category: FailureCategory, ...errors: readonly string[]) =>
  errors.map((error) => ({ what: error, reply: json(400, { error }), code: null, category }));
const changed = json(202, { message: 'changed' });

const provision: TelephonyRig['rest']['provision'] = {
  number,
  ways: [
    {
      what: 'by a new application',
      replies: [ownNumber, page(3), json(201, { message: 'created', app_id: ours.app_id }), changed],
      asked: (webhooks) => [
        get('Number/12245550123/'),
        get('Application/?limit=20&offset=0'),
        {
          method: 'POST',
          path: `${root}/Application/`,
          form: { app_name: ours.app_name, ...applicationForm(webhooks) },
        },
        attached,
      ],
    },
    {
      what: 'by the application that it had before, found on the second page',
      replies: [ownNumber, page(20), page(1, ours), changed, changed],
      asked: (webhooks) => [
        get('Number/12245550123/'),
        get('Application/?limit=20&offset=0'),
        get('Application/?limit=20&offset=20'),
        { method: 'POST', path: `${root}/Application/${ours.app_id}/`, form: applicationForm(webhooks) },
        attached,
      ],
    },
  ],
  foreign: notFound,
};

/** What Plivo's REST API answers, by its pages on calls, messages, recordings, applications and numbers. */
export const plivoRestReplies: TelephonyRig['rest'] = {
  account,
  callId,
  recordingId,
  redirect: (url) => ({
    method: 'POST',
    path: `${root}/Call/${callId}/`,
    form: { legs: 'aleg', aleg_url: url, aleg_method: 'POST' },
    taken: json(202, { message: 'call transferred' }),
  }),
  callIsOver: [json(404, { error: 'call not found' })],
  hangUp: { method: 'DELETE', path: `${root}/Call/${callId}/`, form: {}, taken: { status: 204 } },
  sendText: ({ from, to, text, statusUrl }) => ({
    method: 'POST',
    path: `${root}/Message/`,
    form: {
      src: from.slice(1),
      dst: to.slice(1),
      text,
      ...(statusUrl ? { url: statusUrl, method: 'POST' } : {}),
    },
    taken: json(202, { message: 'message(s) queued', message_uuid: ['db3ce55a-7f1d-11e1-8ea7-1231380bc196'] }),
    id: 'db3ce55a-7f1d-11e1-8ea7-1231380bc196',
  }),
  placeCall: ({ from, to, documentUrl, statusUrl, ringTimeoutSeconds }) => ({
    method: 'POST',
    path: `${root}/Call/`,
    form: {
      from: from.slice(1),
      to: to.slice(1),
      answer_url: documentUrl,
      answer_method: 'POST',
      ...(statusUrl ? { hangup_url: statusUrl, hangup_method: 'POST' } : {}),
      ...(ringTimeoutSeconds ? { ring_timeout: `${ringTimeoutSeconds}` } : {}),
    },
    taken: json(201, { message: 'call fired', request_uuid: '9834029e-58b6-11e1-b8b7-a5bd0e4e126f' }),
    id: '9834029e-58b6-11e1-b8b7-a5bd0e4e126f',
  }),
  liveCalls: {
    asked: [get('Call/?status=queued'), get('Call/?status=live'), get(`Call/${callId}/?status=live`)],
    samples: [
      { what: 'one that rings', replies: [ids(), ids(callId), placed({})], found: [requestId] },
      {
        what: 'one that waits',
        replies: [ids(callId), placed({ call_status: 'queued', session_start: undefined }), ids()],
        found: [requestId],
      },
      { what: 'not one that is over meanwhile', replies: [ids(), ids(callId), notFound], found: [] },
      {
        what: 'not one from before',
        replies: [ids(), ids(callId), placed({ session_start: '2026-11-20 09:59:40' })],
        found: [],
      },
      { what: 'not one to another phone', replies: [ids(), ids(callId), placed({ to: '14155550103' })], found: [] },
      { what: 'not one to us', replies: [ids(), ids(callId), placed({ direction: 'inbound' })], found: [] },
      {
        what: 'not one that a document has dialled',
        replies: [ids(), ids(callId), placed({ request_uuid: undefined })],
        found: [],
      },
      { what: 'none', replies: [ids()], found: [] },
    ],
  },
  sentTexts: { asked: [], samples: [{ what: 'none: it does not tell what they say', replies: [], found: [] }] },
  refusals: [
    ...refusals('carrier-refuses', 'Insufficient Credit', 'src parameter is invalid', 'caller id is not valid'),
    ...refusals('unreachable', 'dst parameter is invalid', 'invalid destination number'),
    ...refusals('other', 'text parameter is missing'),
  ],
  balanceAsked: get(''),
  balances: [
    { what: 'some', reply: accountOf({ cash_credits: '12.34500' }), balance: { amount: 12.345, currency: 'USD' } },
    { what: 'as a number', reply: accountOf({ cash_credits: -3.2 }), balance: { amount: -3.2, currency: 'USD' } },
    { what: 'it pays afterwards', reply: accountOf({ billing_mode: 'postpaid', cash_credits: '0' }), balance: null },
    { what: 'not said', reply: accountOf({ cash_credits: null }), balance: null },
  ],
  numberWebhooks: [
    {
      what: 'to the addresses of its application',
      replies: [
        numberIn(`${root}/Application/${ours.app_id}/`),
        json(200, { ...ours, answer_url: 'https://x/voice', answer_method: 'POST', message_url: 'https://x/sms' }),
      ],
      webhook: { voiceUrl: 'https://x/voice', smsUrl: 'https://x/sms' },
    },
    {
      what: 'nowhere: its application has no addresses',
      replies: [
        numberIn(`${root}/Application/${ours.app_id}/`),
        json(200, { ...ours, answer_url: '', answer_method: 'POST', message_url: null }),
      ],
      webhook: { voiceUrl: null, smsUrl: null },
    },
    {
      what: 'nowhere: it has no application',
      replies: [numberIn(null)],
      webhook: { voiceUrl: null, smsUrl: null },
    },
    {
      what: 'elsewhere: it belongs to a flow of the console',
      replies: [numberIn(`${root}/phlo/e564a84a-7910-4447-b16f-65c541dd552c/`)],
      webhook: { voiceUrl: null, smsUrl: null },
    },
    { what: 'it is not the account’s', replies: [notFound], webhook: null },
  ],
  deletion: {
    method: 'DELETE',
    path: `${root}/Recording/${recordingId}/`,
    form: {},
    taken: { status: 204 },
    goneBefore: notFound,
  },
  callStatuses: [
    { what: 'live', replies: [liveCall], status: { state: 'live' } },
    {
      what: 'over',
      replies: [notFound, record({})],
      status: { state: 'ended', duration: 61, failed: false },
    },
    {
      what: 'over, its length a text',
      replies: [notFound, record({ call_duration: '61' })],
      status: { state: 'ended', duration: 61, failed: false },
    },
    {
      what: 'over, of unknown length',
      replies: [notFound, record({ call_duration: null })],
      status: { state: 'ended', duration: null, failed: false },
    },
    {
      what: 'failed',
      replies: [notFound, record({ call_state: 'FAILED', call_duration: 0 })],
      status: { state: 'ended', duration: 0, failed: true },
    },
    {
      what: 'not live any more, and without an end',
      replies: [notFound, record({ end_time: null })],
      status: { state: 'unknown', reason: 'Plivo: the call is neither live nor over' },
    },
  ],
  accountReply: json(200, { auth_id: account.accountId, account_type: 'standard', state: 'test' }),
  provision,
  failure,
  mediaUrl: (origin) => `${origin}${root}/Recording/${recordingId}.mp3`,
  domain: 'plivo.com',
};
