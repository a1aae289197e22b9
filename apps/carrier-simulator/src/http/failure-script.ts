import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { neverAborted, pause } from '../calls/abortable-wait.js';
import { pathOf } from './request.js';

/** Failures that a server answers with on order, one after the other. Without `times` a failure lasts until replaced. */
const failureSchema = z.object({
  status: z.number().int().min(400).max(599).optional(),
  retryAfter: z.number().int().nonnegative().optional(),
  /** Takes the request and never answers. */
  timeout: z.boolean().default(false),
  delayMs: z.number().nonnegative().default(0),
  /** Carries out the request, and answers with the failure all the same. */
  afterEffect: z.boolean().default(false),
  times: z.number().int().positive().optional(),
  /** Only requests whose method and path contain this, as in `POST /2010-04-01/Accounts/AC…/Calls/`. */
  only: z.string().default(''),
});

/** A chat channel's failures, which may hide: Teams answers 200 with the error in its text. */
const inboxFailureSchema = failureSchema.extend({
  status: z.number().int().min(200).max(599).optional(),
  /** The text of the answer. */
  body: z.string().max(10_000).optional(),
});

export type Failure = z.infer<typeof inboxFailureSchema>;
export const failureListSchema = z.object({ failures: z.array(failureSchema) });
export const inboxFailureListSchema = z.object({ failures: z.array(inboxFailureSchema) });

export class FailureScript {
  private failures: Failure[] = [];

  replace(failures: readonly Failure[]): void {
    this.failures = [...failures];
  }

  /** The failure for this request, counted off. */
  next(request: string): Failure | undefined {
    const at = this.failures.findIndex(({ only }) => request.includes(only));
    const failure = this.failures[at];
    if (!failure?.times) return failure;
    if (failure.times === 1) this.failures.splice(at, 1);
    else this.failures[at] = { ...failure, times: failure.times - 1 };
    return failure;
  }
}

/** Longer than any client waits. */
const timeoutMs = 60_000;

/** Waits as long as the failure delays its answer. */
export function delayOf({ timeout, delayMs }: Failure): Promise<void> {
  return pause(timeout ? timeoutMs : delayMs, neverAborted);
}

/** The status of a failure; `undefined` where it is only a delay. */
export function statusOf({ status, timeout }: Failure): number | undefined {
  return status ?? (timeout ? 503 : undefined);
}

export function withRetryAfter(reply: FastifyReply, { retryAfter }: Failure): FastifyReply {
  return retryAfter === undefined ? reply : reply.header('retry-after', String(retryAfter));
}

/**
 * The routes of `api` fail as the script orders, in place of carrying the request out or (`afterEffect`) after it.
 * `errorOf` is the error that the provider answers with this status.
 */
export function failOnOrder(api: FastifyInstance, script: FailureScript, errorOf: (status: number) => object): void {
  const pending = 'failureAfterEffect';
  api.decorateRequest(pending, null);
  api.addHook('preHandler', async (request, reply) => {
    const failure = script.next(`${request.method} ${pathOf(request)}`);
    if (!failure) return undefined;
    if (failure.afterEffect) return request.setDecorator<Failure>(pending, failure);
    await delayOf(failure);
    const status = statusOf(failure);
    return status === undefined ? undefined : withRetryAfter(reply, failure).code(status).send(errorOf(status));
  });
  api.addHook('onSend', async (request, reply, payload) => {
    const failure = request.getDecorator<Failure | null>(pending);
    if (!failure) return payload;
    await delayOf(failure);
    const status = statusOf(failure);
    if (status === undefined) return payload;
    withRetryAfter(reply, failure).code(status).type('application/json; charset=utf-8');
    return JSON.stringify(errorOf(status));
  });
}
