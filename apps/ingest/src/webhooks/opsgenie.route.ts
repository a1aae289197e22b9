import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { LOGGER, toProblem } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { tooLarge } from '../bytes/index.js';
import { ReceivedEventRepository } from '../intake/index.js';
import {
  aliasOf,
  type AlertRequest,
  alertRequestOf,
  assertMeaningful,
  keyedBy,
  requestHeader,
  requestState,
  writtenRequest,
} from '../senders/index.js';
import { type IntegrationDocument, IntegrationTokens } from './integration-tokens.js';
import { rawBodyScope, receivedRequest } from './raw-body-scope.js';
import { readFor } from './read-for.js';
import { NotDurable, Receiver, refusedRequests } from './receiver.js';

/** Opsgenie's alert API: what sends to Opsgenie sends here by another host, its API key being an integration's token. */
@Injectable()
export class OpsgenieRoute implements OnModuleInit {
  constructor(
    private readonly tokens: IntegrationTokens,
    private readonly receiver: Receiver,
    private readonly receivedEvents: ReceivedEventRepository,
    private readonly adapterHost: HttpAdapterHost,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    const fastify = this.adapterHost.httpAdapter.getInstance<FastifyInstance>();
    const answer = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => this.answer(request, reply);
    const answerFailure = (error: unknown, _request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      this.answerFailure(error, reply);
    rawBodyScope(fastify, answerFailure, (scope, options) => {
      for (const path of ['/v2/alerts', '/v2/*']) scope.all(path, options, answer);
    });
  }

  private async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const asked = alertRequestOf(request.method, request.url);
    if (!asked) return this.refuse(reply, 404, 'There is nothing at this address: alerts are at /v2/alerts.');
    if (asked.kind === 'wrong method') {
      const sentence = `${request.method} is not supported here; ${asked.allowed} is.`;
      return this.refuse(reply.header('allow', asked.allowed), 405, sentence);
    }
    const integration = await this.integrationOf(request);
    // Opsgenie's words for a missing key and an unknown one, https://docs.opsgenie.com/docs/response
    if (!integration) return this.refuse(reply, 401, 'Could not authenticate');
    if (asked.kind === 'state') return this.answerState(integration, asked.requestId, reply);
    return this.receive(integration, asked, request, reply);
  }

  /** The key is in a header; old clients put it into the query. */
  private async integrationOf({ headers, query }: FastifyRequest): Promise<IntegrationDocument | undefined> {
    const inHeader = /^\s*GenieKey\s+(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
    const { apiKey } = query as { readonly apiKey?: unknown };
    const key = inHeader ?? (typeof apiKey === 'string' ? apiKey : undefined);
    return key === undefined ? undefined : this.tokens.find(key);
  }

  private async receive(
    integration: IntegrationDocument,
    asked: AlertRequest,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const received = receivedRequest(request);
    const headers = { ...received.headers, [requestHeader]: writtenRequest(request.method, request.url) };
    const bytes = received.bytes?.length || asked.kind === 'create' ? received.bytes : Buffer.from('{}');
    let isJson = false;
    try {
      const { id } = await this.receiver.receive(integration, { ...received, headers, bytes }, (sent) => {
        isJson = true;
        assertMeaningful(asked, sent);
        const read = readFor(integration, 'opsgenie', headers)(sent);
        return asked.kind === 'create' && aliasOf(sent) === '' ? keyedBy(randomUUID(), read) : read;
      });
      return answered(reply.status(202), { result: 'Request will be processed' }, id);
    } catch (error) {
      return this.answerFailure(error, reply, isJson ? 422 : 400);
    }
  }

  /** What became of an accepted request; it is not there before it is in Postgres, as with Opsgenie itself. */
  private async answerState(
    integration: IntegrationDocument,
    requestId: string,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const event = await this.receivedEvents.summary(requestId);
    const state = event?.integration_id === integration.id ? requestState(event) : null;
    return state
      ? answered(reply.status(200), { data: state }, requestId)
      : this.refuse(reply, 404, 'Request not found. It might not be processed, yet.');
  }

  private async answerFailure(error: unknown, reply: FastifyReply, invalid = 400): Promise<FastifyReply> {
    if (error instanceof NotDurable) return unavailable(reply, 500);
    const problem = toProblem(error);
    if (problem.status === 413) return this.refuse(reply, 413, tooLarge().message);
    if (problem.status === 403) return this.refuse(reply, 403, problem.detail);
    if (problem.status < 500) return this.refuse(reply, invalid, problem.detail);
    this.logger.error({ err: error }, 'a request of an Opsgenie client failed');
    refusedRequests.inc({ reason: 'failed' });
    return unavailable(reply, problem.status);
  }

  /** As Opsgenie words it. While no configuration has arrived no key is unknown: clients send again after a 5xx only. */
  private refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
    if (!this.tokens.ready && status === 401) return unavailable(reply, 500);
    refusedRequests.inc({ reason: reasons[status] ?? 'invalid' });
    return answered(reply.status(status), { message }, randomUUID());
  }
}

const reasons: Readonly<Record<number, string>> = {
  401: 'not-found',
  403: 'forged',
  404: 'not-found',
  405: 'method',
  413: 'too-large',
};

/** The id is in a header as well: that is where Opsgenie's client for Go looks for it. */
function answered(reply: FastifyReply, fields: object, requestId: string): FastifyReply {
  const took = Math.round(reply.elapsedTime) / 1000;
  return reply
    .header('x-request-id', requestId)
    .header('x-response-time', String(took))
    .send({ ...fields, took, requestId });
}

const unavailable = (reply: FastifyReply, status: number): FastifyReply =>
  answered(
    reply.status(status),
    { message: 'The request was not accepted. Send it again after some time.' },
    randomUUID(),
  );
