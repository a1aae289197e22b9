import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { failOnOrder } from '../../http/failure-script.js';
import { logRequests } from '../../http/request.js';
import type { Simulator } from '../../simulator.js';
import { fullNumber } from '../wire-format.js';
import { accountOf, authenticate, fieldsOf, notFound, PlivoError, requiredField, withApiId } from './api-request.js';
import { applicationRoutes } from './application-routes.js';
import { callRoutes } from './call-routes.js';
import { numberRoutes } from './number-routes.js';
import { recordingRoutes } from './recording-routes.js';

/** The part of Plivo's REST API that a routing service uses, below `/v1/Account`. Every resource ends in a slash. */
export function plivoApi(simulator: Simulator): FastifyPluginAsync {
  return async (api) => {
    api.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, body: string) => body);
    api.setErrorHandler((error, _request, reply) => {
      if (error instanceof PlivoError) return reply.code(error.status).send(error.body);
      throw error;
    });
    failOnOrder(api, simulator.restFailures, (status) => failureOf(status).body);
    authenticate(api, simulator);
    logRequests(api, simulator.received);
    accountRoute(api);
    callRoutes(api, simulator);
    recordingRoutes(api, simulator);
    applicationRoutes(api, simulator);
    numberRoutes(api, simulator);
    messageRoute(api, simulator);
    for (const path of ['/:account', '/:account/*'])
      api.all(path, () => {
        throw notFound();
      });
  };
}

const failureOf = (status: number): PlivoError =>
  new PlivoError(status, status === 429 ? 'rate limit exceeded' : 'internal server error');

function accountRoute(api: FastifyInstance): void {
  api.get('/:account/', (request) => {
    const { accountSid } = accountOf(request);
    return withApiId({
      account_type: 'standard',
      auth_id: accountSid,
      auto_recharge: true,
      billing_mode: 'prepaid',
      cash_credits: '100.00000',
      name: 'Simulated account',
      state: null,
      timezone: 'UTC',
      resource_uri: `/v1/Account/${accountSid}/`,
    });
  });
}

/** Text messages: taken, and shown at GET /sim/messages?kind=sms&name=<receiver>. Several receivers are separated by `<`. */
function messageRoute(api: FastifyInstance, simulator: Simulator): void {
  api.post('/:account/Message/', (request, reply) => {
    const fields = fieldsOf(request);
    const from = requiredField(fields, 'src');
    const text = requiredField(fields, 'text');
    const receivers = requiredField(fields, 'dst').split('<').map(fullNumber);
    const wrong = receivers.find((to) => !/^\+[1-9]\d{6,14}$/.test(to));
    if (wrong !== undefined) throw new PlivoError(400, `${wrong} is not a valid phone number`);
    const messages = receivers.map((to) => ({ sid: randomUUID(), to }));
    const { headers } = request;
    for (const { sid, to } of messages) {
      const body = { sid, from: fullNumber(from), to, body: text };
      simulator.inboxes.receive({ kind: 'sms', name: to, status: 202, headers, body, text });
    }
    const answer = { message: 'message(s) queued', message_uuid: messages.map(({ sid }) => sid) };
    return reply.code(202).send(withApiId(answer));
  });
}
