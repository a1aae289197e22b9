import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { ReceivedLog } from '../webhooks/request-log.js';

/** Thrown for a request that cannot be understood or carried out; the message says what to do. */
export class RequestError extends Error {
  constructor(
    readonly statusCode: 400 | 404 | 405,
    message: string,
  ) {
    super(message);
    this.name = 'RequestError';
  }
}

/** The path as it was sent, without the query. */
export function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? url;
}

/** The JSON body as the schema wants it. Throws RequestError (400) that names every broken field. */
export function parseBody<Schema extends z.ZodType>({ body }: FastifyRequest, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new RequestError(400, errors.join('; '));
}

/** `?waitMs=5000`: how long the answer may be held back, at most a minute. */
export function waitMsOf({ waitMs }: { readonly waitMs?: string }): number {
  return Math.min(60_000, Math.max(0, Number(waitMs ?? 0) || 0));
}

/** Answers 405 at every path that `declare` has a route for, where the method is another one. */
export function refuseOtherMethods(api: FastifyInstance, declare: () => void): void {
  const methodsOf = new Map<string, string[]>();
  api.addHook('onRoute', ({ url, method }) => {
    methodsOf.set(url, [...(methodsOf.get(url) ?? []), ...[method].flat()]);
  });
  declare();
  for (const [url, methods] of [...methodsOf]) {
    const others = api.supportedMethods.filter((method) => !methods.includes(method));
    api.route({
      url,
      method: others,
      handler: (request) => {
        throw new RequestError(405, `there is no ${request.method} ${pathOf(request)}`);
      },
    });
  }
}

/** Adds every request to the routes of `api`, which stand below an account, to the log before it is answered. */
export function logRequests(api: FastifyInstance, log: ReceivedLog): void {
  api.addHook<unknown, { Params: { account: string } }>('onSend', async (request, { statusCode: status }) => {
    log.add({ accountSid: request.params.account, method: request.method, path: pathOf(request), status });
  });
}
