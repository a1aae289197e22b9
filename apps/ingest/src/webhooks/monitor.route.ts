import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { IntegrationType } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { LOGGER, type Problem, toProblem } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { tooLarge } from '../bytes/index.js';
import { senders } from '../senders/index.js';
import { type IntegrationDocument, IntegrationTokens } from './integration-tokens.js';
import { rawBodyScope, receivedRequest } from './raw-body-scope.js';
import { readFor } from './read-for.js';
import { NotDurable, Receiver, refusedRequests } from './receiver.js';

/** The last parts of addresses, and whose bodies are expected there; at `push-events` and `custom` anybody’s. */
const places: ReadonlyMap<string, IntegrationType | null> = new Map([
  ['push-events', null],
  ['custom', null],
  ...senders.map(({ type }) => [type, type] as const),
]);

interface Address {
  readonly token: string;
  readonly expected: IntegrationType | null;
}

/** `POST /:token/push-events`, and `POST /:token/<type>` for the monitor of that name. */
@Injectable()
export class MonitorRoute implements OnModuleInit {
  constructor(
    private readonly tokens: IntegrationTokens,
    private readonly receiver: Receiver,
    private readonly adapterHost: HttpAdapterHost,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    const answer = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => this.answer(request, reply);
    const answerFailure = (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      this.answerFailure(error, request, reply);
    rawBodyScope(fastify, answerFailure, (scope, options) => {
      scope.post('/:token/push-events', options, answer);
      // the other places and methods, and superfluous slashes
      scope.all('/*', options, answer);
    });
  }

  private async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const address = addressOf(request.url);
    const integration = await this.integrationOf(address, reply);
    if (!address || !integration) return reply;
    if (request.method === 'OPTIONS') return reply.status(204).header('allow', 'POST, OPTIONS').send();
    if (request.method !== 'POST') return refuse(reply.header('allow', 'POST'), notAllowed(request.method));
    return this.receive(integration, address.expected, request, reply);
  }

  private async receive(
    integration: IntegrationDocument,
    expected: IntegrationType | null,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const received = receivedRequest(request);
    const { warnings } = await this.receiver.receive(
      integration,
      received,
      readFor(integration, expected, received.headers),
    );
    return reply.status(200).send(warnings.length > 0 ? { Ok: true, warnings } : { Ok: true });
  }

  /** The integration that the address belongs to; null where the answer is given: nobody learns anything else without a token. */
  private async integrationOf(address: Address | null, reply: FastifyReply): Promise<IntegrationDocument | null> {
    if (!address) {
      refuse(reply, toProblem({ statusCode: 404 }));
      return null;
    }
    const integration = await this.tokens.find(address.token);
    if (integration) return integration;
    // At 404 a monitor drops the alert; at 500 it tries again.
    if (this.tokens.ready) refuse(reply, toProblem(unknownToken()));
    else reply.status(500).send({});
    return null;
  }

  private async answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (error instanceof NotDurable) return reply.status(500).send({});
    if (!(await this.integrationOf(addressOf(request.url), reply))) return reply;
    const problem = toProblem(error);
    if (problem.status === 413) return refuse(reply, toProblem(tooLarge()));
    if (problem.status === 403) return refuse(reply, problem);
    if (problem.status < 500) return refuse(reply, toProblem(new DomainError('invalid', problem.detail)));
    this.logger.error({ err: error }, 'an event could not be accepted');
    refusedRequests.inc({ reason: 'failed' });
    return reply.status(500).send({});
  }
}

/** Of `/<token>/<place>`, with superfluous slashes or not; null for another address. */
function addressOf(url: string): Address | null {
  const [token, place = '', ...more] = (url.split(/[?#]/, 1)[0] ?? '').split('/').filter((part) => part !== '');
  const expected = places.get(place);
  return token !== undefined && expected !== undefined && more.length === 0 ? { token, expected } : null;
}

export const unknownToken = (): DomainError =>
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

const reasons: Readonly<Record<number, string>> = { 403: 'forged', 404: 'not-found', 405: 'method', 413: 'too-large' };

export function refuse(reply: FastifyReply, problem: Problem): FastifyReply {
  refusedRequests.inc({ reason: reasons[problem.status] ?? 'invalid' });
  return reply.status(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
}
