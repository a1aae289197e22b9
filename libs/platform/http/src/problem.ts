import { STATUS_CODES } from 'node:http';
import { fieldSentence } from '@ringdown/contracts';
import { DomainError, type FailureKind, type FieldError, invalidFields } from '@ringdown/kernel';
import { isPostgresUnavailable } from '@ringdown/platform-persistence';
import { HttpException } from '@nestjs/common';
import { ZodError } from 'zod';

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

/** The one place where a failure becomes a status. What nobody foresaw is a 500 that tells nothing away. */
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
