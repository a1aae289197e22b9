import type { FastifyPluginAsync } from 'fastify';
import { refuseOtherMethods, RequestError } from '../http/request.js';
import type { Simulator } from '../simulator.js';
import { callRoutes } from './call-routes.js';
import { phoneRoutes } from './phone-routes.js';
import { setupRoutes } from './setup-routes.js';

/** `/sim/…`: how the demo and the tests drive the simulator. Bodies are JSON, whatever their content type says. */
export function controlApi(simulator: Simulator): FastifyPluginAsync {
  return async (api) => {
    api.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, body: string) => parseJson(body));
    refuseOtherMethods(api, () => {
      setupRoutes(api, simulator);
      callRoutes(api, simulator);
      phoneRoutes(api, simulator);
    });
  };
}

function parseJson(body: string): unknown {
  try {
    return body === '' ? undefined : (JSON.parse(body) as unknown);
  } catch {
    throw new RequestError(400, 'the body has to be JSON');
  }
}
