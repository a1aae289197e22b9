import { randomBytes } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { LOGGER, toProblem } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { maxBodyBytes, readBody, type SentBody, tooLarge } from '../bytes/index.js';
import { changeRequest, dedupKeyOf, isEvent, keyedBy, requestHeader, routingKeyOf } from '../senders/index.js';
import { type IntegrationDocument, IntegrationTokens } from './integration-tokens.js';
import { rawBodyScope, receivedRequest } from './raw-body-scope.js';
import { readFor } from './read-for.js';
import type { ReceivedRequest } from './received-entry.js';
import { NotDurable, Receiver, refusedRequests } from './receiver.js';

type Address = 'events' | 'events of version 1' | 'changes';

/**
 * Those of events.pagerduty.com: the two of the documentation, that of version 1, and those that carry a key for monitors that can
 * only be given an address, such as Amazon SNS and Azure.
 */
const addresses: Readonly<Record<string, Address>> = {
  '/v2/enqueue': 'events',
  '/x-ere/enqueue': 'events',
  '/x-ere/:key': 'events',
  '/integration/:key/enqueue': 'events',
  '/generic/2010-04-15/create_event.json': 'events of version 1',
  '/v2/change/enqueue': 'changes',
  '/x-change/enqueue': 'changes',
};

/** PagerDuty's Events API: what sends to PagerDuty sends here by another host, its routing key being an integration's token. */
@Injectable()
export class PagerDutyRoute implements OnModuleInit {
  constructor(
    private readonly tokens: IntegrationTokens,
    private readonly receiver: Receiver,
    private readonly adapterHost: HttpAdapterHost,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    const answerFailure = (error: unknown, _request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      this.answerFailure(error, reply);
    rawBodyScope(fastify, answerFailure, (scope, options) => {
      for (const [path, address] of Object.entries(addresses)) {
        scope.all(path, options, (request, reply) => this.answer(address, request as Keyed, reply));
      }
    });
  }

  private async answer(address: Address, request: Keyed, reply: FastifyReply): Promise<FastifyReply> {
    if (request.method === 'OPTIONS') return reply.status(204).header('allow', 'POST, OPTIONS').send();
    if (request.method !== 'POST') {
      const sentence = `Events are sent here with POST, not with ${request.method}.`;
      return this.refuse(reply.header('allow', 'POST'), 405, sentence);
    }
    const received = receivedRequest(request);
    const named = await this.routed(request, received);
    if (named.token === undefined) return this.refuse(reply, 400, `'routing_key' is missing or blank`);
    const integration = await this.tokens.find(named.token);
    if (!integration) return this.refuse(reply, 400, 'Invalid routing key');
    const event = { integration, received: named.sent ? { ...received, sent: named.sent } : received };
    if (address === 'changes') return this.receiveChange(event, reply);
    const key = await this.receiveEvent(event, request.params.key !== undefined);
    const answer = { status: 'success', message: 'Event processed' };
    if (address === 'events of version 1') return reply.status(200).send({ ...answer, incident_key: key });
    return reply.status(202).send({ ...answer, dedup_key: key });
  }

  /** The key of an event: in the address, in the body, or else where some clients put it. The body is read where it may be in there. */
  private async routed(
    request: Keyed,
    received: ReceivedRequest,
  ): Promise<{ readonly token: string | undefined; readonly sent?: SentBody }> {
    if (request.params.key !== undefined) return { token: request.params.key };
    if ((received.bytes?.length ?? 0) > maxBodyBytes) throw tooLarge();
    const sent = await readBody(received);
    const header = request.headers['x-routing-key'];
    return { token: routingKeyOf(sent) ?? (typeof header === 'string' ? header : undefined), sent };
  }

  /** Its key as the sender is answered; at an address with a key in it the body may be any monitor's, which has its own. */
  private async receiveEvent({ integration, received }: Addressed, isKeyed: boolean): Promise<string | undefined> {
    const madeKey = randomBytes(16).toString('hex');
    let key: string | undefined;
    await this.receiver.receive(integration, received, (sent) => {
      if (isKeyed && !isEvent(sent)) return readFor(integration, null, received.headers)(sent);
      const sentKey = dedupKeyOf(sent);
      key = sentKey ?? madeKey;
      const read = readFor(integration, 'pagerduty', received.headers)(sent);
      return sentKey === undefined ? keyedBy(madeKey, read) : read;
    });
    return key;
  }

  private async receiveChange({ integration, received }: Addressed, reply: FastifyReply): Promise<FastifyReply> {
    const headers = { ...received.headers, [requestHeader]: changeRequest };
    await this.receiver.receive(integration, { ...received, headers }, readFor(integration, 'pagerduty', headers));
    return reply.status(202).send({ status: 'success', message: 'Change event processed' });
  }

  private async answerFailure(error: unknown, reply: FastifyReply): Promise<FastifyReply> {
    if (error instanceof NotDurable) return unavailable(reply);
    const problem = toProblem(error);
    if (problem.status === 413) return this.refuse(reply, 413, tooLarge().message);
    if (problem.status === 403) return this.refuse(reply, 403, problem.detail);
    if (problem.status < 500) return this.refuse(reply, 400, problem.detail);
    this.logger.error({ err: error }, 'an event could not be accepted');
    refusedRequests.inc({ reason: 'failed' });
    return unavailable(reply);
  }

  /** As PagerDuty words it. While no configuration has arrived nothing is the sender's fault: it sends again after a 5xx only. */
  private refuse(reply: FastifyReply, status: number, ...errors: string[]): FastifyReply {
    if (!this.tokens.ready && status === 400) return unavailable(reply);
    refusedRequests.inc({ reason: reasons[status] ?? 'invalid' });
    return reply.status(status).send({ status: 'invalid event', message: 'Event object is invalid', errors });
  }
}

/** Whom an event is for, and what it is. */
interface Addressed {
  readonly integration: IntegrationDocument;
  readonly received: ReceivedRequest;
}

type Keyed = FastifyRequest & { readonly params: { readonly key?: string } };

const reasons: Readonly<Record<number, string>> = { 403: 'forged', 405: 'method', 413: 'too-large' };

const unavailable = (reply: FastifyReply): FastifyReply =>
  reply.status(500).send({
    status: 'internal error',
    message: 'The event was not accepted',
    errors: ['The event could not be stored. Send it again after some time.'],
  });
