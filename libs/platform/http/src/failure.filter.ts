import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { DomainError, type FailureKind, TooMany } from '@ringdown/kernel';
import type { Logger } from '@ringdown/platform-telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, throwError } from 'rxjs';
import { toProblem } from './problem.js';

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
