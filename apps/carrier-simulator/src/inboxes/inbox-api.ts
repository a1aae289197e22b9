import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { z } from 'zod';
import { delayOf, type Failure, inboxFailureListSchema, statusOf, withRetryAfter } from '../http/failure-script.js';
import { parseBody, pathOf, refuseOtherMethods, RequestError, waitMsOf } from '../http/request.js';
import { readableText, slackPayload, teamsBytes, teamsPayload, teamsSize } from './chat-payloads.js';
import type { InboxKind, MockInboxes } from './mock-inboxes.js';

interface InboxAnswer {
  readonly status: number;
  readonly body?: string | object;
}

interface InboxRule {
  readonly kind: InboxKind;
  readonly payload?: z.ZodType;
  readonly accepted: InboxAnswer;
  readonly refused: InboxAnswer;
  /** What else is refused, though it has the right shape. */
  readonly alsoRefused?: (body: unknown) => InboxAnswer | undefined;
}

const rules: readonly InboxRule[] = [
  {
    kind: 'slack',
    payload: slackPayload,
    accepted: { status: 200, body: 'ok' },
    refused: { status: 400, body: 'invalid_payload' },
  },
  {
    kind: 'teams',
    payload: teamsPayload,
    accepted: { status: 202 },
    refused: {
      status: 400,
      body: { error: { code: 'InvalidAdaptiveCard', message: 'expected a message with an Adaptive Card' } },
    },
    alsoRefused: (body) => (teamsSize(body) > teamsBytes ? { status: 200, body: teamsError(413) } : undefined),
  },
  { kind: 'webhooks', accepted: { status: 200, body: 'ok' }, refused: { status: 400, body: 'refused' } },
];

/** The mock chat channels and webhooks that the demo and the tests send to, and the routes to look into them. */
export function inboxApi(inboxes: MockInboxes): FastifyPluginAsync {
  return async (api) => {
    api.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, body: string) => jsonOrText(body));
    refuseOtherMethods(api, () => {
      for (const rule of rules) receiveRoute(api, inboxes, rule);
      failureRoute(api, inboxes);
      messageRoute(api, inboxes);
    });
  };
}

function receiveRoute(api: FastifyInstance, inboxes: MockInboxes, rule: InboxRule): void {
  api.post<{ Params: { name: string } }>(`/sim/${rule.kind}/:name`, async (request, reply) => {
    const { kind } = rule;
    const { name } = request.params;
    const failure = inboxes.failuresOf(kind, name).next(`${request.method} ${pathOf(request)}`);
    if (failure) await delayOf(failure);
    const body = request.body ?? '';
    const { headers } = request;
    const failed = failure && failureAnswer(failure);
    const answer = failed ?? answerOf(rule, body);
    inboxes.receive({ kind, name, status: answer.status, headers, body, text: readableText(body) });
    if (failed) withRetryAfter(reply, failure);
    return reply.code(answer.status).send(answer.body);
  });
}

function answerOf({ payload, accepted, refused, alsoRefused }: InboxRule, body: unknown): InboxAnswer {
  const fits = payload?.safeParse(body).success ?? true;
  return fits ? (alsoRefused?.(body) ?? accepted) : refused;
}

/** The text with which Teams answers 200 for a message that a connector or workflow took and Teams refused. */
const teamsError = (code: number): string =>
  `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${code} with ContextId tcid=0,cv=sim.0..`;

/** The ordered failure as an answer; `undefined` where it is only a delay. */
function failureAnswer(failure: Failure): InboxAnswer | undefined {
  const status = statusOf(failure);
  if (status === undefined) return undefined;
  return { status, body: failure.body ?? (status === 429 ? 'rate_limited' : 'server_error') };
}

function jsonOrText(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

function failureRoute(api: FastifyInstance, inboxes: MockInboxes): void {
  api.put<{ Params: { kind: string; name: string } }>('/sim/sinks/:kind/:name', (request) => {
    const { kind, name } = request.params;
    const kinds = rules.map((rule) => rule.kind);
    if (!kinds.some((known) => known === kind))
      throw new RequestError(404, `there is no inbox of kind ${kind}: ${kinds.join(', ')}`);
    const { failures } = parseBody(request, inboxFailureListSchema);
    inboxes.failuresOf(kind, name).replace(failures);
    return { kind, name, failures };
  });
}

interface MessageQuery {
  kind?: string;
  name?: string;
  after?: string;
  count?: string;
  waitMs?: string;
}

function messageRoute(api: FastifyInstance, inboxes: MockInboxes): void {
  api.get<{ Querystring: MessageQuery }>('/sim/messages', async ({ query }) => {
    const { kind, name } = query;
    const filter = { kind, name, after: Number(query.after ?? 0) };
    const count = Number(query.count ?? 1);
    await inboxes.changes.waitFor(() => inboxes.list(filter).length >= count, waitMsOf(query));
    const messages = inboxes.list(filter);
    return { messages, last: messages.at(-1)?.n ?? filter.after };
  });
}
