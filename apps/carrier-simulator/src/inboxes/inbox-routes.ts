import type { z } from 'zod';
import { neverAborted, pause } from '../calls/abortable-wait.js';
import { type Answer, type Asked, json, text } from '../http/answer.js';
import { BadRequest } from '../http/bad-request.js';
import { type Failure, inboxFailureListSchema } from '../http/failure-script.js';
import { parseBody, waitMsOf } from '../http/parse-body.js';
import { route, type Route } from '../http/router.js';
import { readableText, slackPayload, teamsBytes, teamsPayload, teamsSize } from './chat-payloads.js';
import type { InboxKind, MockInboxes } from './mock-inboxes.js';

interface InboxRule {
  readonly kind: InboxKind;
  readonly payload?: z.ZodType;
  readonly accepted: Answer;
  readonly refused: Answer;
  /** What else is refused, though it has the right shape. */
  readonly alsoRefused?: (body: unknown) => Answer | undefined;
}

const rules: readonly InboxRule[] = [
  { kind: 'slack', payload: slackPayload, accepted: text(200, 'ok'), refused: text(400, 'invalid_payload') },
  {
    kind: 'teams',
    payload: teamsPayload,
    accepted: { status: 202 },
    refused: json(400, { error: { code: 'InvalidAdaptiveCard', message: 'expected a message with an Adaptive Card' } }),
    alsoRefused: (body) => (teamsSize(body) > teamsBytes ? text(200, teamsError(413)) : undefined),
  },
  { kind: 'webhooks', accepted: text(200, 'ok'), refused: text(400, 'refused') },
];

/** The chat rooms and webhooks that a demo or a test sends to, and the door to look into them. */
export function inboxRoutes(inboxes: MockInboxes): readonly Route[] {
  return [
    ...rules.map((rule) => route('POST', `/sim/${rule.kind}/:name`, (asked) => receive(inboxes, rule, asked))),
    route('PUT', '/sim/sinks/:kind/:name', (asked) => {
      const { kind = '', name = '' } = asked.params;
      if (!rules.some((rule) => rule.kind === kind))
        throw new BadRequest(404, `there is no inbox of kind ${kind}: ${rules.map((rule) => rule.kind).join(', ')}`);
      const { failures } = parseBody(asked, inboxFailureListSchema);
      inboxes.failuresOf(kind, name).replace(failures);
      return json(200, { kind, name, failures });
    }),
    route('GET', '/sim/messages', (asked) => listMessages(inboxes, asked)),
  ];
}

async function listMessages(inboxes: MockInboxes, asked: Asked): Promise<Answer> {
  const { query } = asked;
  const filter = { kind: query.get('kind'), name: query.get('name'), after: Number(query.get('after') ?? 0) };
  const count = Number(query.get('count') ?? 1);
  await inboxes.changes.waitFor(() => inboxes.list(filter).length >= count, waitMsOf(asked));
  const messages = inboxes.list(filter);
  return json(200, { messages, last: messages.at(-1)?.n ?? filter.after });
}

async function receive(inboxes: MockInboxes, rule: InboxRule, asked: Asked): Promise<Answer> {
  const { name = '' } = asked.params;
  const failure = inboxes.failuresOf(rule.kind, name).next(`${asked.method} ${asked.path}`);
  if (failure) await pause(failure.timeout ? 60_000 : failure.delayMs, neverAborted);
  const body = bodyOf(asked);
  const answer = failureAnswer(failure) ?? answerOf(rule, body);
  inboxes.receive({
    kind: rule.kind,
    name,
    status: answer.status,
    headers: asked.headers,
    body,
    text: readableText(body),
  });
  return answer;
}

function answerOf({ payload, accepted, refused, alsoRefused }: InboxRule, body: unknown): Answer {
  const fits = payload?.safeParse(body).success ?? true;
  return fits ? (alsoRefused?.(body) ?? accepted) : refused;
}

/** How Teams says of a message that a connector or a workflow took for it that it did not take it. */
const teamsError = (code: number): string =>
  `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${code} with ContextId tcid=0,cv=sim.0..`;

function bodyOf({ body }: Asked): unknown {
  const source = body.toString('utf8');
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return source;
  }
}

/** The ordered failure as an answer; `undefined` where it was only a delay. */
export function failureAnswer(failure: Failure | undefined): Answer | undefined {
  if (!failure || (failure.status === undefined && !failure.timeout)) return undefined;
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8' };
  if (failure.retryAfter !== undefined) headers['retry-after'] = String(failure.retryAfter);
  const status = failure.status ?? 503;
  return { status, headers, body: failure.body ?? (status === 429 ? 'rate_limited' : 'server_error') };
}
