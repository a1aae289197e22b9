import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { delayOf, type Failure, statusOf, withRetryAfter } from '../http/failure-script.js';
import type { Simulator } from '../simulator.js';
import { chatMethods } from './chat-methods.js';
import { type Fields, type Method, SlackError } from './method.js';
import { peopleMethods } from './people-methods.js';
import type { Workspace } from './workspace.js';

const methods: Readonly<Record<string, Method>> = { ...chatMethods, ...peopleMethods };

/** The part of Slack's Web API that an alerting app uses: `/api/<method>` (https://docs.slack.dev/reference/methods). */
export function slackWebApi(simulator: Simulator): FastifyPluginAsync {
  return async (api) => {
    api.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, body: string) => body);
    api.post<{ Params: { method: string } }>('/:method', async (request, reply) => {
      const workspace = simulator.slack.byToken(tokenOf(request));
      const { method } = request.params;
      const failure = workspace?.failures.next(`POST /api/${method}`);
      if (failure && !failure.afterEffect) {
        await delayOf(failure);
        if (statusOf(failure) !== undefined) return failed(reply, failure);
      }
      const answer = answerOf(simulator, workspace, method, fieldsOf(request));
      if (failure?.afterEffect) {
        await delayOf(failure);
        if (statusOf(failure) !== undefined) return failed(reply, failure);
      }
      if (workspace) void reply.header('x-oauth-scopes', workspace.settings.scopes.join(','));
      return reply.send(answer);
    });
  };
}

function answerOf(simulator: Simulator, workspace: Workspace | undefined, name: string, fields: Fields): object {
  const method = methods[name];
  if (!method) return { ok: false, error: 'unknown_method', req_method: name };
  if (!workspace) return { ok: false, error: 'invalid_auth' };
  const { scopes } = workspace.settings;
  if (method.scope && !scopes.includes(method.scope))
    return { ok: false, error: 'missing_scope', needed: method.scope, provided: scopes.join(',') };
  try {
    return { ok: true, ...method.answer({ simulator, workspace, fields }) };
  } catch (error) {
    if (error instanceof SlackError) return { ok: false, error: error.message, ...error.more };
    throw error;
  }
}

function failed(reply: FastifyReply, failure: Failure): FastifyReply {
  const status = statusOf(failure) ?? 500;
  void withRetryAfter(reply, failure).code(status);
  if (failure.body !== undefined) return reply.send(failure.body);
  return reply.send({ ok: false, error: status === 429 ? 'ratelimited' : 'internal_error' });
}

const tokenOf = ({ headers }: FastifyRequest): string => /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';

/** Which fields hold more than a text: JSON in a form. */
const structured = ['blocks', 'metadata', 'view', 'attachments'];

/** The fields of a form, or of a JSON body. */
function fieldsOf({ body, headers }: FastifyRequest): Fields {
  if (typeof body !== 'string' || body === '') return {};
  if (headers['content-type']?.startsWith('application/json')) return (jsonOf(body) ?? {}) as Fields;
  const fields = [...new URLSearchParams(body)];
  return Object.fromEntries(fields.map(([name, value]) => [name, structured.includes(name) ? jsonOf(value) : value]));
}

/** `null`, which no schema takes, for what is no JSON. */
function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return null;
  }
}
