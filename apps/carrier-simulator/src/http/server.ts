import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { controlApi } from '../control-api/control-api.js';
import { inboxApi } from '../inboxes/inbox-api.js';
import { plivoApi } from '../plivo/rest/plivo-api.js';
import type { Simulator } from '../simulator.js';
import { slackWebApi } from '../slack/web-api.js';
import { workspaceApi } from '../slack/workspace-api.js';
import { twilioApi } from '../twilio/rest/twilio-api.js';
import { pathOf, RequestError } from './request.js';

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

const maxBodyBytes = 1024 * 1024;

/** Serves all APIs of the simulator, on the loopback interface unless `host` says otherwise; port 0 takes a free one. */
export async function startServer(simulator: Simulator, port: number, host = '127.0.0.1'): Promise<RunningServer> {
  const app = createApp(simulator);
  await app.listen({ port, host });
  const { port: taken } = app.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}`, stop: () => app.close() };
}

function createApp(simulator: Simulator): FastifyInstance {
  const app = fastify({
    bodyLimit: maxBodyBytes,
    exposeHeadRoutes: false,
    // A request that is held back must not keep the process from ending.
    forceCloseConnections: true,
    routerOptions: {
      maxParamLength: 1_000,
      querystringParser: (query) => Object.fromEntries(new URLSearchParams(query)),
    },
  });
  // Each API reads bodies in its own manner, whatever the content type says.
  app.removeAllContentTypeParsers();
  app.setNotFoundHandler((request) => {
    throw new RequestError(404, `there is no ${request.method} ${pathOf(request)}`);
  });
  app.setErrorHandler<Error & { readonly statusCode?: number }>((error, request, reply) => {
    const { statusCode = 500, message, stack } = error;
    if (statusCode === 413) return reply.code(413).send({ error: `the body is larger than ${maxBodyBytes} bytes` });
    if (statusCode < 500) return reply.code(statusCode).send({ error: message });
    process.stderr.write(`carrier-simulator: ${request.method} ${request.url} failed: ${stack ?? message}\n`);
    return reply.code(500).send({ error: 'the simulator failed; see its log' });
  });
  void app.register(controlApi(simulator));
  void app.register(inboxApi(simulator.inboxes));
  void app.register(workspaceApi(simulator));
  void app.register(slackWebApi(simulator), { prefix: '/api' });
  void app.register(twilioApi(simulator), { prefix: '/2010-04-01/Accounts' });
  void app.register(plivoApi(simulator), { prefix: '/v1/Account' });
  return app;
}
