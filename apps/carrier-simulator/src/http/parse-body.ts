import type { z } from 'zod';
import type { Asked } from './answer.js';
import { BadRequest } from './bad-request.js';

/** The JSON body as the schema wants it. Throws BadRequest that names every broken field. */
export function parseBody<Schema extends z.ZodType>(asked: Asked, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(readJson(asked));
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new BadRequest(400, errors.join('; '));
}

function readJson({ body }: Asked): unknown {
  try {
    return body.length === 0 ? {} : (JSON.parse(body.toString('utf8')) as unknown);
  } catch {
    throw new BadRequest(400, 'the body has to be JSON');
  }
}

/** `?waitMs=5000`: how long the answer may be held back, at most a minute. */
export function waitMsOf({ query }: Asked): number {
  return Math.min(60_000, Math.max(0, Number(query.get('waitMs') ?? 0) || 0));
}
