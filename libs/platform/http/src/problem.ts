import { STATUS_CODES } from 'node:http';
import { fieldSentence } from '@ringdown/contracts';
import { DomainError, type FailureKind, type FieldError, invalidFields, TooMany } from '@ringdown/kernel';
import { isPostgresUnavailable } from '@ringdown/platform-persistence';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Logger } from '@ringdown/platform-telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, throwError } from 'rxjs';
import { type z, ZodError } from 'zod';

/** RFC 9457 problem details. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
}

const statuses: Record<FailureKind, readonly [number, string]> = {
  invalid: [400, 'Bad Request'],
  unauthenticated: [401, 'Unauthorized'],
  forbidden: [403, 'Forbidden'],
  'not-found': [404, 'Not Found'],
  conflict: [409, 'Conflict'],
  'too-large': [413, 'Content Too Large'],
  'too-many': [429, 'Too Many Requests'],
  unavailable: [503, 'Service Unavailable'],
};

const problem = (kind: FailureKind, detail: string, errors: readonly FieldError[] = []): Problem => {
  const [status, title] = statuses[kind];
  return { type: 'about:blank', title, status, detail, ...(errors.length > 0 ? { errors } : {}) };
};

export const fieldErrors = (error: ZodError): FieldError[] =>
  error.issues.flatMap((issue) => {
    const path = issue.path.join('.');
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    return issue.keys.map((key) => ({
      path: [path, key].filter(Boolean).join('.'),
      message: 'there is no such field here; leave it out',
    }));
  });

/** One sentence a field, which names it as the console does. */
function sentences(errors: readonly FieldError[]): readonly FieldError[] {
  const first = errors.filter(({ path }, n) => errors.findIndex((other) => other.path === path) === n);
  return first.map(({ path, message }) => ({ path, message: fieldSentence(path, message) }));
}

/** The one place where a failure becomes a status. What nobody foresaw is a 500 that says nothing about its cause. */
export function toProblem(error: unknown): Problem {
  if (error instanceof DomainError) {
    const errors = sentences(error.errors);
    const detail =
      error.kind === 'invalid' && errors.length > 0 ? errors.map(({ message }) => message).join(' ') : error.message;
    return problem(error.kind, detail, errors);
  }
  if (error instanceof ZodError) return toProblem(invalidFields(fieldErrors(error)));
  if (isPostgresUnavailable(error))
    return problem('unavailable', 'The database is not reachable at the moment. Try again.');
  const status = statusOf(error);
  if (status === 404) return problem('not-found', 'There is nothing at this address. See /api/docs for what there is.');
  if (status === 413) return problem('too-large', 'The body is too large.');
  if (status !== undefined && status < 500) {
    return {
      type: 'about:blank',
      title: STATUS_CODES[status] ?? 'Bad Request',
      status,
      detail: (error as Error).message,
    };
  }
  return {
    type: 'about:blank',
    title: 'Internal Server Error',
    status: 500,
    detail: 'Something went wrong here; it has been logged.',
  };
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

const kinds: Readonly<Record<number, FailureKind>> = { 400: 'invalid', 404: 'not-found', 503: 'unavailable' };

/** Failures leave as problem+json over HTTP and by their kind over NATS. */
@Catch()
export class FailureFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): Observable<never> | void {
    const problem = toProblem(error);
    if (problem.status === 503) this.logger.warn({ reason: String(error) }, 'a request could not be served now');
    else if (problem.status >= 500) this.logger.error({ err: error }, 'a request failed');
    if (host.getType() === 'rpc') {
      const kind = error instanceof DomainError ? error.kind : (kinds[problem.status] ?? 'unavailable');
      return throwError(() => ({ kind, message: problem.detail, errors: problem.errors ?? [] }));
    }
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    this.logger.debug({ status: problem.status, url: http.getRequest<FastifyRequest>().url }, problem.detail);
    if (error instanceof TooMany) void reply.header('retry-after', error.retryAfterSeconds);
    void reply.status(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  }
}

/** Parses what came in from outside. @throws ZodError, which leaves as a 400 that names every broken field. */
export const parse = <S extends z.ZodType>(schema: S, input: unknown): z.output<S> => schema.parse(input ?? {});
