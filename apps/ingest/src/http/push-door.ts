import { Clock, DomainError } from '@ringdown/kernel';
import { LOGGER, type Problem, toProblem } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { IntegrationTokens } from '../alerts/integration-tokens.js';
import { acceptedAlerts } from '../alerts/accepted-alerts.js';
import { readPush } from '../alerts/read-push.js';
import { readBody } from '../bytes/read-body.js';
import { maxBodyBytes, tooLarge } from '../bytes/size.js';
import { Intake } from '../intake/intake.js';
import { refused } from '../metrics.js';

/** Read to the end although it is refused: a client that is cut off while it sends never sees why. */
const mostReadBytes = 8 * 1024 * 1024;

export interface PushDoorParts {
  readonly tokens: Pick<IntegrationTokens, 'find' | 'ready'>;
  readonly intake: Pick<Intake, 'accept'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The header as it came. */
    sentContentType?: string | undefined;
  }
}

export const openPushDoor = (app: NestFastifyApplication): void =>
  addPushRoute(app.getHttpAdapter().getInstance(), {
    tokens: app.get(IntegrationTokens),
    intake: app.get(Intake),
    clock: app.get(Clock),
    logger: app.get<Logger>(LOGGER),
  });

/** `POST /:token/push-events`: a plain route, since every alert of every monitor goes through here. */
export function addPushRoute(fastify: FastifyInstance, parts: PushDoorParts): void {
  void fastify.register((scope, _options, done) => {
    scope.decorateRequest('sentContentType', undefined);
    scope.addHook('onRequest', (request, _reply, next) => {
      hideContentType(request);
      next();
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    const options = {
      bodyLimit: mostReadBytes,
      errorHandler: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
        answerFailure(parts, error, request, reply),
    };
    scope.post('/:token/push-events', options, (request, reply) => answer(parts, request, reply));
    // other methods, and slashes too many: nothing else is here
    scope.all('/*', options, (request, reply) => answer(parts, request, reply));
    done();
  });
}

/** We read what it says ourselves: fastify would refuse a malformed header, and with it the alert. */
function hideContentType(request: FastifyRequest): void {
  const { headers } = request.raw;
  request.sentContentType = headers['content-type'];
  delete headers['content-type'];
}

/** The token of `/<token>/push-events`, with slashes too many or not; null for another address. */
function tokenOf(url: string): string | null {
  const [token, place, ...more] = (url.split(/[?#]/, 1)[0] ?? '').split('/').filter((part) => part !== '');
  return token !== undefined && place === 'push-events' && more.length === 0 ? token : null;
}

async function answer(parts: PushDoorParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const integrationId = await askedFor(parts, request, reply);
  if (integrationId === null) return reply;
  if (request.method === 'OPTIONS') return reply.status(204).header('allow', 'POST, OPTIONS').send();
  if (request.method !== 'POST') return refuse(reply.header('allow', 'POST'), notAllowed(request.method));
  return push(parts, integrationId, request, reply);
}

/** The integration that the address is of; null where the answer is given: nothing else is told to who does not know a token. */
async function askedFor({ tokens }: PushDoorParts, request: FastifyRequest, reply: FastifyReply) {
  const token = tokenOf(request.url);
  if (token === null) {
    refuse(reply, toProblem({ statusCode: 404 }));
    return null;
  }
  const integrationId = await tokens.find(token);
  if (integrationId !== undefined) return integrationId;
  // Told 404, a monitor drops the alert; told 500, it tries again.
  if (tokens.ready) refuse(reply, toProblem(unknownToken()));
  else reply.status(500).send({});
  return null;
}

const unknownToken = (): DomainError =>
  new DomainError(
    'not-found',
    'No integration has this token. Copy the integration’s URL again: its token may have been changed.',
  );

const notAllowed = (method: string): Problem => ({
  type: 'about:blank',
  title: 'Method Not Allowed',
  status: 405,
  detail: `Alerts are sent here with POST, not with ${method}. In a browser there is nothing to see; try curl -d 'title=Test' and this address.`,
});

async function push(
  { intake, clock }: PushDoorParts,
  integrationId: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const bytes = request.body as Buffer | undefined;
  if ((bytes?.length ?? 0) > maxBodyBytes) throw tooLarge();
  const contentEncoding = request.headers['content-encoding'];
  const sent = await readBody({ contentType: request.sentContentType, contentEncoding, bytes });
  const { events, warnings } = readPush(sent);
  const told = { integrationId, at: clock.now(), chars: sent.chars, correlationId: givenCorrelation(request) };
  const alerts = acceptedAlerts(events, told);
  try {
    if (alerts.length > 0) await intake.accept(alerts);
  } catch {
    refused.inc({ reason: 'not-durable' });
    return reply.status(500).send({});
  }
  return reply.status(200).send(warnings.length > 0 ? { Ok: true, warnings } : { Ok: true });
}

/** It goes on as a header of NATS, so only what is harmless in one. */
function givenCorrelation({ headers }: FastifyRequest): string | undefined {
  const given = headers['x-correlation-id'];
  return typeof given === 'string' && /^[\w.:/-]{1,200}$/.test(given) ? given : undefined;
}

async function answerFailure(parts: PushDoorParts, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if ((await askedFor(parts, request, reply)) === null) return reply;
  const problem = toProblem(error);
  if (problem.status === 413) return refuse(reply, toProblem(tooLarge()));
  if (problem.status < 500) return refuse(reply, toProblem(new DomainError('invalid', problem.detail)));
  parts.logger.error({ err: error }, 'an event could not be accepted');
  refused.inc({ reason: 'failed' });
  return reply.status(500).send({});
}

const reasons: Readonly<Record<number, string>> = { 404: 'not-found', 405: 'method', 413: 'too-large' };

function refuse(reply: FastifyReply, problem: Problem): FastifyReply {
  refused.inc({ reason: reasons[problem.status] ?? 'invalid' });
  return reply.status(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}
