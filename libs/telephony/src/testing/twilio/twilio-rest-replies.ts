import type { Reply } from '../provider-server.js';
import type { TelephonyRig } from '../telephony-rig.js';

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

/** What Twilio's REST API answers, by its OpenAPI description and its list of errors. */
export const twilioRestReplies: TelephonyRig['rest'] = {
  account,
  callId,
  recordingId,
  redirect: {
    path: `${root}/Calls/${callId}.json`,
    form: (url) => ({ Url: url, Method: 'POST' }),
    taken: call('in-progress'),
    callIsOver: [
      problem(400, 21220, 'Call is not in-progress. Cannot redirect.'),
      problem(404, 20404, 'The requested resource was not found'),
    ],
  },
  standings: [
    ...['queued', 'ringing', 'in-progress'].map((status) => ({
      what: status,
      reply: call(status),
      standing: { state: 'live' as const },
    })),
    { what: 'completed', reply: call('completed', '61'), standing: ended(61) },
    { what: 'completed, of unknown length', reply: call('completed'), standing: ended(null) },
    { what: 'failed', reply: call('failed', '0'), standing: ended(0, true) },
    ...['busy', 'no-answer', 'canceled'].map((status) => ({
      what: status,
      reply: call(status, '0'),
      standing: ended(0),
    })),
  ],
  deletion: {
    path: `${root}/Recordings/${recordingId}.json`,
    done: { status: 204 },
    goneBefore: problem(404, 20404, 'The requested resource was not found'),
  },
  accountReply: json(200, { sid: account.accountId, status: 'active', type: 'Full' }),
  failure: (status) => problem(status, codes[status] ?? 20500, 'a failure as Twilio words it'),
  mediaUrl: (origin) => `${origin}${root}/Recordings/${recordingId}`,
};
