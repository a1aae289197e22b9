import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { writeJson } from '@ringdown/kernel';
import { LOGGER, toProblem } from '@ringdown/platform-http';
import type { Logger } from '@ringdown/platform-telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, map, type Observable, of } from 'rxjs';
import { endpointOf } from './endpoint.js';

/** How far a long request is. */
interface Progress {
  readonly done: number;
  readonly total: number;
}
export type ReportProgress = (progress: Progress) => void;

const listeners = new WeakMap<object, ReportProgress>();

/** Takes how far the request is, in the method of an `@Endpoint({ progress: true })`: `@ProgressReporter() report: ReportProgress`. Nobody may listen. */
export const ProgressReporter = createParamDecorator((_: unknown, context: ExecutionContext): ReportProgress => {
  return listeners.get(context.switchToHttp().getRequest<FastifyRequest>().raw) ?? (() => undefined);
});

/**
 * Answers a client that accepts `text/event-stream` in events: `progress` as often as it is reported, and at the end `result` or `problem`.
 * It stands around `IdempotencyInterceptor`: the method answers its result either way, which is what is kept for a key, and a repeated
 * request ends in the same event. What fails before any progress was reported is answered as everywhere.
 */
@Injectable()
export class ProgressInterceptor implements NestInterceptor {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const listens = request.headers.accept?.includes('text/event-stream') === true;
    if (!listens || endpointOf(context.getHandler())?.progress !== true) return next.handle();
    const stream = new EventStream(context.switchToHttp().getResponse<FastifyReply>());
    listeners.set(request.raw, (progress) => stream.send('progress', progress));
    return next.handle().pipe(
      map((result) => stream.end('result', result)),
      catchError((error: unknown) => {
        if (!stream.isOpen) throw error;
        this.logger.error({ err: error, url: request.url }, 'a request failed after its progress was reported');
        return of(stream.end('problem', toProblem(error)));
      }),
    );
  }
}

class EventStream {
  isOpen = false;

  constructor(private readonly reply: FastifyReply) {}

  send(event: string, data: unknown): void {
    this.open();
    this.reply.raw.write(`event: ${event}\ndata: ${writeJson(data)}\n\n`);
  }

  end(event: string, data: unknown): undefined {
    this.send(event, data);
    this.reply.raw.end();
  }

  private open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    const { raw } = this.reply;
    for (const [name, value] of Object.entries(this.reply.getHeaders())) {
      if (value !== undefined) raw.setHeader(name, value);
    }
    this.reply.hijack();
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  }
}
