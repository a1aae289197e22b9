import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Clock, DomainError } from '@ringdown/kernel';
import { LOGGER, type Problem, toProblem } from '@ringdown/platform-http';
import { counter, type Logger } from '@ringdown/platform-telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { maxBodyBytes, readBody, tooLarge } from '../../bytes/index.js';
import { Intake } from '../../intake/index.js';
import { acceptedAlerts } from '../accepted-alerts.js';
import { IntegrationTokens } from '../integration-tokens.js';
import { readPush } from './read-push.js';

const refused = counter('ingest_refused_total', 'Requests that were not accepted, by reason', ['reason']);

/** Read to the end although it is refused: a client that is cut off while it sends never sees why. */
const mostReadBytes = 8 * 1024 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** The header as it came. */
    sentContentType?: string | undefined;
  }
}

/**
 * `POST /:token/push-events`: a route of fastify and no Nest controller, since it needs what fastify gives to a scope of routes
 * and Nest only to a whole application: every content type as bytes, a malformed header not refused, a limit and an error
 * handler of its own. Every alert of every monitor goes through here.
 */
@Injectable()
export class PushEventsRoute implements OnModuleInit {
  constructor(
    private readonly tokens: IntegrationTokens,
    private readonly intake: Intake,
    private readonly clock: Clock,
    private readonly adapterHost: HttpAdapterHost,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.register(this.adapterHost.httpAdapter.getInstance<FastifyInstance>());
  }

  private register(fastify: FastifyInstance): void {
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
          this.answerFailure(error, request, reply),
      };
      scope.post('/:token/push-events', options, (request, reply) => this.answer(request, reply));
      // other methods, and superfluous slashes: nothing else is served here
      scope.all('/*', options, (request, reply) => this.answer(request, reply));
      done();
    });
  }

  private async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const integrationId = await this.integrationOf(request, reply);
    if (integrationId === null) return reply;
    if (request.method === 'OPTIONS') return reply.status(204).header('allow', 'POST, OPTIONS').send();
    if (request.method !== 'POST') return refuse(reply.header('allow', 'POST'), notAllowed(request.method));
    return this.push(integrationId, request, reply);
  }

  /** The integration that the address belongs to; null where the answer is given: nobody learns anything else without a token. */
  private async integrationOf(request: FastifyRequest, reply: FastifyReply): Promise<string | null> {
    const token = tokenOf(request.url);
    if (token === null) {
      refuse(reply, toProblem({ statusCode: 404 }));
      return null;
    }
    const integrationId = await this.tokens.find(token);
    if (integrationId !== undefined) return integrationId;
    // At 404 a monitor drops the alert; at 500 it tries again.
    if (this.tokens.ready) refuse(reply, toProblem(unknownToken()));
    else reply.status(500).send({});
    return null;
  }

  private async push(integrationId: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const bytes = request.body as Buffer | undefined;
    if ((bytes?.length ?? 0) > maxBodyBytes) throw tooLarge();
    const contentEncoding = request.headers['content-encoding'];
    const sent = await readBody({ contentType: request.sentContentType, contentEncoding, bytes });
    const { events, warnings } = readPush(sent);
    const alerts = acceptedAlerts(events, {
      integrationId,
      at: this.clock.now(),
      chars: sent.chars,
      correlationId: givenCorrelation(request),
    });
    try {
      if (alerts.length > 0) await this.intake.accept(alerts);
    } catch {
      refused.inc({ reason: 'not-durable' });
      return reply.status(500).send({});
    }
    return reply.status(200).send(warnings.length > 0 ? { Ok: true, warnings } : { Ok: true });
  }

  private async answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if ((await this.integrationOf(request, reply)) === null) return reply;
    const problem = toProblem(error);
    if (problem.status === 413) return refuse(reply, toProblem(tooLarge()));
    if (problem.status < 500) return refuse(reply, toProblem(new DomainError('invalid', problem.detail)));
    this.logger.error({ err: error }, 'an event could not be accepted');
    refused.inc({ reason: 'failed' });
    return reply.status(500).send({});
  }
}

/** We read what it says ourselves: fastify would refuse a malformed header, and with it the alert. */
function hideContentType(request: FastifyRequest): void {
  const { headers } = request.raw;
  request.sentContentType = headers['content-type'];
  delete headers['content-type'];
}

/** The token of `/<token>/push-events`, with superfluous slashes or not; null for another address. */
function tokenOf(url: string): string | null {
  const [token, place, ...more] = (url.split(/[?#]/, 1)[0] ?? '').split('/').filter((part) => part !== '');
  return token !== undefined && place === 'push-events' && more.length === 0 ? token : null;
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

/** It goes on as a header of NATS, so only what is harmless in one. */
function givenCorrelation({ headers }: FastifyRequest): string | undefined {
  const given = headers['x-correlation-id'];
  return typeof given === 'string' && /^[\w.:/-]{1,200}$/.test(given) ? given : undefined;
}

const reasons: Readonly<Record<number, string>> = { 404: 'not-found', 405: 'method', 413: 'too-large' };

function refuse(reply: FastifyReply, problem: Problem): FastifyReply {
  refused.inc({ reason: reasons[problem.status] ?? 'invalid' });
  return reply.status(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}
