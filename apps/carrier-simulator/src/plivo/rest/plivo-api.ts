import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { failOnOrder } from '../../http/failure-script.js';
import { logRequests } from '../../http/request.js';
import type { Simulator } from '../../simulator.js';
import { accountOf, authenticate, notFound, PlivoError, withApiId } from './api-request.js';
import { applicationRoutes } from './application-routes.js';
import { callRoutes } from './call-routes.js';
import { messageRoutes } from './message-routes.js';
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
    messageRoutes(api, simulator);
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
    const { accountSid, balance = 100 } = accountOf(request);
    return withApiId({
      account_type: 'standard',
      auth_id: accountSid,
      auto_recharge: true,
      billing_mode: 'prepaid',
      cash_credits: balance.toFixed(5),
      name: 'Simulated account',
      state: null,
      timezone: 'UTC',
      resource_uri: `/v1/Account/${accountSid}/`,
    });
  });
}
