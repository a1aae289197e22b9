import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { ReceivedRequest } from './received-entry.js';
import { shownHeaders } from './received-entry.js';

/** Read to the end although it is refused: a client that is cut off while it sends never sees why. */
const mostReadBytes = 8 * 1024 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** The header as it came. */
    sentContentType?: string | undefined;
  }
}

export type AnswerFailure = (error: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/**
 * A scope of routes that take any bytes under any content type. Routes of fastify and no Nest controllers, since they need what
 * fastify gives to a scope of routes and Nest only to a whole application: every content type as bytes, a malformed header not
 * refused, a limit and an error handler of their own. Every alert of every monitor goes through here.
 */
export function rawBodyScope(
  fastify: FastifyInstance,
  answerFailure: AnswerFailure,
  addRoutes: (scope: FastifyInstance, options: RouteShorthandOptions) => void,
): void {
  void fastify.register((scope, _options, done) => {
    scope.decorateRequest('sentContentType', undefined);
    scope.addHook('onRequest', (request, _reply, next) => {
      hideContentType(request);
      next();
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    addRoutes(scope, { bodyLimit: mostReadBytes, errorHandler: answerFailure });
    done();
  });
}

/** We read what it says ourselves: fastify would refuse a malformed header, and with it the alert. */
function hideContentType(request: FastifyRequest): void {
  const { headers } = request.raw;
  request.sentContentType = headers['content-type'];
  delete headers['content-type'];
}

export const receivedRequest = (request: FastifyRequest): ReceivedRequest => ({
  via: 'http',
  headers: shownHeaders(request.headers),
  contentType: request.sentContentType,
  contentEncoding: request.headers['content-encoding'],
  bytes: request.body as Buffer | undefined,
  signature: givenSignature(request),
  correlationId: givenCorrelation(request),
});

/** Of the senders that sign in a header there is only Sentry. */
function givenSignature({ headers }: FastifyRequest): string | undefined {
  const given = headers['sentry-hook-signature'];
  return typeof given === 'string' ? given : undefined;
}

/** It goes on as a header of NATS, so only what is harmless in one. */
function givenCorrelation({ headers }: FastifyRequest): string | undefined {
  const given = headers['x-correlation-id'];
  return typeof given === 'string' && /^[\w.:/-]{1,200}$/.test(given) ? given : undefined;
}
