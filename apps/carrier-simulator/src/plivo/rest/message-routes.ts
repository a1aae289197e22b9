import { randomUUID } from 'node:crypto';
import type { Answer } from '../../http/answer.js';
import type { Route } from '../../http/router.js';
import type { Simulator } from '../../simulator.js';
import { fullNumber } from '../wire-format.js';
import { type PlivoAsked, plivoRoute } from './plivo-door.js';
import { PlivoError, withApiId } from './plivo-error.js';
import { neededField } from './web-fields.js';

/** Text messages: taken, and shown at GET /sim/messages?kind=sms&name=<receiver>. */
export function messageRoutes(simulator: Simulator): readonly Route[] {
  return [plivoRoute(simulator, 'POST', '/Message/', (asked) => sendMessage(simulator, asked))];
}

/** Several receivers are separated by `<`. */
function sendMessage(simulator: Simulator, { fields, headers }: PlivoAsked): Answer {
  const from = neededField(fields, 'src');
  const text = neededField(fields, 'text');
  const receivers = neededField(fields, 'dst').split('<').map(fullNumber);
  const wrong = receivers.find((to) => !/^\+[1-9]\d{6,14}$/.test(to));
  if (wrong !== undefined) throw new PlivoError(400, `${wrong} is not a valid phone number`);
  const messages = receivers.map((to) => ({ sid: randomUUID(), to }));
  for (const { sid, to } of messages) {
    const body = { sid, from: fullNumber(from), to, body: text };
    simulator.inboxes.receive({ kind: 'sms', name: to, status: 202, headers, body, text });
  }
  return withApiId(202, { message: 'message(s) queued', message_uuid: messages.map(({ sid }) => sid) });
}
