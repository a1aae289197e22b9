import type { Reply } from '../provider-server.js';
import type { TelephonyRig } from '../telephony-rig.js';

const callId = 'CA00000000000000000000000000000008';
const page = (value: object): Reply => ({ status: 200, body: JSON.stringify(value) });
const calls = (more: object): Reply =>
  page({
    calls: [
      {
        sid: callId,
        from: '+12245550123',
        to: '+14155550102',
        status: 'ringing',
        direction: 'outbound-api',
        // whole seconds, by Twilio's clock
        date_created: 'Fri, 20 Nov 2026 09:59:59 +0000',
        start_time: null,
        ...more,
      },
    ],
  });

const messageId = 'SM00000000000000000000000000000006';
const messages = (more: object): Reply =>
  page({
    messages: [
      {
        sid: messageId,
        from: '+12245550123',
        to: '+14155550102',
        status: 'queued',
        direction: 'outbound-api',
        body: 'Disk full',
        date_created: 'Fri, 20 Nov 2026 10:00:01 +0000',
        date_sent: null,
        ...more,
      },
    ],
  });

/** What Twilio lists of calls and texts, and what of it is ours that is sought. */
export const twilioSought = (root: string): Pick<TelephonyRig['rest'], 'liveCalls' | 'sentTexts'> => ({
  liveCalls: {
    asked: [{ method: 'GET', path: `${root}/Calls.json?To=%2B14155550102&From=%2B12245550123&PageSize=20`, form: {} }],
    samples: [
      ...['queued', 'ringing', 'in-progress'].map((status) => ({
        what: status,
        replies: [calls({ status })],
        found: [callId],
      })),
      ...['completed', 'busy', 'no-answer', 'failed', 'canceled'].map((status) => ({
        what: `not one that is over: ${status}`,
        replies: [calls({ status })],
        found: [],
      })),
      { what: 'not one from before', replies: [calls({ date_created: 'Fri, 20 Nov 2026 09:59:40 +0000' })], found: [] },
      { what: 'not one that a document has dialled', replies: [calls({ direction: 'outbound-dial' })], found: [] },
      { what: 'none', replies: [page({ calls: [] })], found: [] },
    ],
  },
  sentTexts: {
    asked: [
      { method: 'GET', path: `${root}/Messages.json?To=%2B14155550102&From=%2B12245550123&PageSize=20`, form: {} },
    ],
    samples: [
      ...['queued', 'sent', 'delivered'].map((status) => ({
        what: status,
        replies: [messages({ status })],
        found: [messageId],
      })),
      {
        what: 'one of a trial account',
        replies: [messages({ body: 'Sent from your Twilio trial account - Disk full' })],
        found: [messageId],
      },
      ...['failed', 'undelivered', 'canceled'].map((status) => ({
        what: `not one that failed: ${status}`,
        replies: [messages({ status })],
        found: [],
      })),
      { what: 'not another one', replies: [messages({ body: '#12 is acknowledged' })], found: [] },
      {
        what: 'not one from before',
        replies: [messages({ date_created: 'Fri, 20 Nov 2026 09:59:40 +0000' })],
        found: [],
      },
      { what: 'none', replies: [page({ messages: [] })], found: [] },
    ],
  },
});
