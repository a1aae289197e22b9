import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { failOnOrder } from '../../http/failure-script.js';
import { logRequests } from '../../http/request.js';
import type { Simulator } from '../../simulator.js';
import { accountOf, authenticate, notFound, TwilioError } from './api-request.js';
import { callRoutes } from './call-routes.js';
import { messageRoutes } from './message-routes.js';
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
    accountRoutes(api);
    callRoutes(api, simulator);
    recordingRoutes(api, simulator);
    numberRoutes(api, simulator);
    messageRoutes(api, simulator);
    api.all('/:account/*', (request) => {
      throw notFound(request);
    });
  };
}

const failureOf = (status: number): TwilioError =>
  status === 429
    ? new TwilioError(429, 20429, 'Too Many Requests')
    : new TwilioError(status, 20500, 'An internal server error has occurred');

function accountRoutes(api: FastifyInstance): void {
  api.get('/:account.json', (request) => {
    const { accountSid: sid } = accountOf(request);
    const uri = `/2010-04-01/Accounts/${sid}.json`;
    return { sid, friendly_name: 'Simulated account', status: 'active', type: 'Full', uri };
  });
  api.get('/:account/Balance.json', (request) => {
    const { accountSid: account_sid, balance = 100 } = accountOf(request);
    return { account_sid, balance: balance.toFixed(2), currency: 'USD' };
  });
}
