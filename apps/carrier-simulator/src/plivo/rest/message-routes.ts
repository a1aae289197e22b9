import type { FastifyInstance } from 'fastify';
import type { Simulator } from '../../simulator.js';
import { fullNumber } from '../wire-format.js';
import {
  accountOf,
  fieldsOf,
  methodField,
  PlivoError,
  type PlivoRequest,
  requiredField,
  urlField,
  withApiId,
} from './api-request.js';

/**
 * Text messages: what is taken can be read at the phone, and at GET /sim/messages?kind=sms&name=<receiver>. Several receivers are
 * separated by `<`. Who answered STOP is not refused here: it is reported afterwards, with error 200.
 */
export function messageRoutes(api: FastifyInstance, simulator: Simulator): void {
  api.post('/:account/Message/', (request: PlivoRequest, reply) => {
    const fields = fieldsOf(request);
    const { accountSid } = accountOf(request);
    const from = fullNumber(requiredField(fields, 'src'));
    const body = requiredField(fields, 'text');
    const receivers = requiredField(fields, 'dst').split('<').map(fullNumber);
    refuse(simulator, accountSid, from, receivers);
    const status = { url: urlField(fields, 'url') ?? '', method: methodField(fields, 'method') ?? 'POST' };
    const { headers } = request;
    const sent = receivers.map((to) =>
      simulator.texts.send(simulator.textProviders.plivo, { accountSid, from, to, body, status, headers }),
    );
    const answer = { message: 'message(s) queued', message_uuid: sent.map(({ sid }) => sid) };
    return reply.code(202).send(withApiId(answer));
  });
}

/** What Plivo refuses at once. */
function refuse({ texts, plivo }: Simulator, accountSid: string, from: string, receivers: readonly string[]): void {
  if (plivo.numbers.get(from)?.accountSid !== accountSid)
    throw new PlivoError(400, `src ${from} is not a number of this account`);
  for (const to of receivers) {
    if (!/^\+[1-9]\d{6,14}$/.test(to)) throw new PlivoError(400, `dst ${to} is not a valid phone number`);
    const { outcome, code = 'dst parameter is invalid' } = texts.ruleOf(to);
    if (outcome === 'refused') throw new PlivoError(400, code);
  }
}
