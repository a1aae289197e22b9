import type { z } from 'zod';

/**
 * A read or a command from control to the service that owns the data: NATS request/reply through @nestjs/microservices.
 * Deadline 3 s. Failures come back by kind (kernel FailureKind).
 */
export interface RpcContract<
  Subject extends string = string,
  Request extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly subject: Subject;
  readonly request: Request;
  readonly reply: Reply;
}

export const defineRpc = <const Subject extends string, Request extends z.ZodType, Reply extends z.ZodType>(
  subject: Subject,
  request: Request,
  reply: Reply,
): RpcContract<Subject, Request, Reply> => Object.freeze({ subject, request, reply });

export const rpcDeadlineMs = 3000;
