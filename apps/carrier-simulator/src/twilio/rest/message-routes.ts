import { type Answer, json } from '../../http/answer.js';
import type { Route } from '../../http/router.js';
import type { Simulator } from '../../simulator.js';
import { newSid } from '../wire-format.js';
import { type RestAsked, restRoute } from './rest-door.js';
import { RestError } from './rest-error.js';

/** Text messages: taken, and shown at GET /sim/messages?kind=sms&name=<receiver>. */
export function messageRoutes(simulator: Simulator): readonly Route[] {
  return [restRoute(simulator, 'POST', '/Messages.json', (asked) => sendMessage(simulator, asked))];
}

function sendMessage(simulator: Simulator, { form, account, headers }: RestAsked): Answer {
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? form.get('MessagingServiceSid') ?? '';
  const body = form.get('Body') ?? '';
  if (!/^\+[1-9]\d{6,14}$/.test(to))
    throw new RestError(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
  if (from === '') throw new RestError(400, 21603, "A 'From' phone number is required.");
  if (body === '') throw new RestError(400, 21602, 'Message body is required.');
  const sid = newSid('SM');
  simulator.inboxes.receive({ kind: 'sms', name: to, status: 201, headers, body: { sid, from, to, body }, text: body });
  const uri = `/2010-04-01/Accounts/${account.accountSid}/Messages/${sid}.json`;
  return json(201, {
    sid,
    account_sid: account.accountSid,
    from,
    to,
    body,
    status: 'queued',
    error_code: null,
    num_segments: '1',
    uri,
  });
}
