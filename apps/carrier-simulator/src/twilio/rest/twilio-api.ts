import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { failOnOrder } from '../../http/failure-script.js';
import { logRequests } from '../../http/request.js';
import type { Simulator } from '../../simulator.js';
import { newSid } from '../wire-format.js';
import { accountOf, authenticate, formOf, notFound, TwilioError } from './api-request.js';
import { callRoutes } from './call-routes.js';
import { numberRoutes } from './number-routes.js';
import { recordingRoutes } from './recording-routes.js';

/** The part of Twilio's REST API that a routing service uses, below `/2010-04-01/Accounts`. */
export function twilioApi(simulator: Simulator): FastifyPluginAsync {
  return async (api) => {
    api.addContentTypeParser(
      '*',
      { parseAs: 'string' },
      async (_request: unknown, body: string) => new URLSearchParams(body),
    );
    api.setErrorHandler((error, _request, reply) => {
      if (error instanceof TwilioError) return reply.code(error.status).send(error.body);
      throw error;
    });
    failOnOrder(api, simulator.restFailures, (status) => failureOf(status).body);
    authenticate(api, simulator);
    logRequests(api, simulator.received);
    accountRoute(api);
    callRoutes(api, simulator);
    recordingRoutes(api, simulator);
    numberRoutes(api, simulator);
    messageRoute(api, simulator);
    api.all('/:account/*', (request) => {
      throw notFound(request);
    });
  };
}

const failureOf = (status: number): TwilioError =>
  status === 429
    ? new TwilioError(429, 20429, 'Too Many Requests')
    : new TwilioError(status, 20500, 'An internal server error has occurred');

function accountRoute(api: FastifyInstance): void {
  api.get('/:account.json', (request) => {
    const { accountSid: sid } = accountOf(request);
    const uri = `/2010-04-01/Accounts/${sid}.json`;
    return { sid, friendly_name: 'Simulated account', status: 'active', type: 'Full', uri };
  });
}

/** Text messages: taken, and shown at GET /sim/messages?kind=sms&name=<receiver>. */
function messageRoute(api: FastifyInstance, simulator: Simulator): void {
  api.post('/:account/Messages.json', (request, reply) => {
    const form = formOf(request);
    const to = form.get('To') ?? '';
    const from = form.get('From') ?? form.get('MessagingServiceSid') ?? '';
    const body = form.get('Body') ?? '';
    if (!/^\+[1-9]\d{6,14}$/.test(to))
      throw new TwilioError(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
    if (from === '') throw new TwilioError(400, 21603, "A 'From' phone number is required.");
    if (body === '') throw new TwilioError(400, 21602, 'Message body is required.');
    const sid = newSid('SM');
    const { headers } = request;
    simulator.inboxes.receive({
      kind: 'sms',
      name: to,
      status: 201,
      headers,
      body: { sid, from, to, body },
      text: body,
    });
    const { accountSid } = accountOf(request);
    return reply.code(201).send({
      sid,
      account_sid: accountSid,
      from,
      to,
      body,
      status: 'queued',
      error_code: null,
      num_segments: '1',
      uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
    });
  });
}
