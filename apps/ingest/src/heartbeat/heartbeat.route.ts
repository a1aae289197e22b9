import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Clock, DomainError } from '@ringdown/kernel';
import { LOGGER, type Problem, toProblem } from '@ringdown/platform-http';
import { newId } from '@ringdown/platform-persistence';
import type { Logger } from '@ringdown/platform-telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Intake } from '../intake/index.js';
import {
  type IntegrationDocument,
  IntegrationTokens,
  rawBodyScope,
  receivedEntry,
  receivedRequest,
  refuse,
  unknownToken,
} from '../webhooks/index.js';

const methods = ['GET', 'HEAD', 'POST'];
const allow = [...methods, 'OPTIONS'].join(', ');

/** Of what a job says about itself with its ping, to be looked at. */
const keptBytes = 10_000;

/** `/:token/heartbeat`, by GET, HEAD or POST: whatever calls it is alive, whatever it sends. */
@Injectable()
export class HeartbeatRoute implements OnModuleInit {
  constructor(
    private readonly tokens: IntegrationTokens,
    private readonly intake: Intake,
    private readonly clock: Clock,
    private readonly adapterHost: HttpAdapterHost,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    const answer = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => this.answer(request, reply);
    // a body that is too large, or cut off, is one all the same
    const answerFailure = (_error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      this.answer(request, reply);
    rawBodyScope(fastify, answerFailure, (scope, options) => {
      scope.all('/:token/heartbeat', options, answer);
    });
  }

  private async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { token } = request.params as { readonly token: string };
    const integration = await this.tokens.find(token);
    // 404 would tell a job that its address is wrong
    if (!integration && !this.tokens.ready) return reply.status(500).send({});
    if (!integration) return refuse(reply, toProblem(unknownToken()));
    if (request.method === 'OPTIONS') return reply.status(204).header('allow', allow).send();
    if (!methods.includes(request.method)) return refuse(reply.header('allow', allow), notAllowed(request.method));
    if (integration.type !== 'heartbeat') return refuse(reply, toProblem(noHeartbeat(integration)));
    return this.take(integration, request, reply);
  }

  private async take(
    integration: IntegrationDocument,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const received = receivedRequest(request);
    const bytes = Buffer.isBuffer(received.bytes) ? received.bytes.subarray(0, keptBytes) : undefined;
    const ping = receivedEntry(
      { id: newId('event'), integrationId: integration.id, at: this.clock.now() },
      { ...received, bytes },
      { readAs: 'heartbeat', refusal: null, warnings: [], events: [], accepted: [] },
    );
    try {
      await this.intake.accept([ping]);
    } catch (error) {
      this.logger.error({ err: error, integrationId: integration.id }, 'a ping could not be made durable');
      return reply.status(500).send({});
    }
    return reply.status(200).send({ Ok: true });
  }
}

const noHeartbeat = ({ name }: IntegrationDocument): DomainError =>
  new DomainError(
    'not-found',
    `The integration “${name}” is no heartbeat. Set its type to heartbeat, or send its alerts to the URL that it shows.`,
  );

const notAllowed = (method: string): Problem => ({
  type: 'about:blank',
  title: 'Method Not Allowed',
  status: 405,
  detail: `A heartbeat reports with GET, HEAD or POST, not with ${method}; try curl -fsS --retry 5 and this address.`,
});
