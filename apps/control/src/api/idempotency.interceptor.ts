import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '@ringdown/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, mergeMap, type Observable, of } from 'rxjs';
import { actorOf } from './actor.js';
import { IdempotencyRepository, type KeyedRequest, type StillValid } from './idempotency.repository.js';
import { uploadedFile } from './request-bodies.js';

const longestKey = 200;

/** Makes a POST with an `Idempotency-Key` take effect once, however often it is sent. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly repeated: IdempotencyRepository,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const keyed = await keyedRequest(request);
    if (!keyed) return next.handle();
    const isValid = this.reflector.get<StillValid | undefined>(replayedWhile, context.getHandler());
    const kept = await this.repeated.claim(keyed, isValid);
    if (kept) {
      void reply.status(kept.status).header('idempotent-replayed', 'true');
      return of(kept.body);
    }
    // what fails once it has taken effect is not forgotten: made again, it would take effect twice
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        await this.repeated.forget(keyed);
        throw error;
      }),
      mergeMap(async (body: unknown) => {
        await this.repeated.keep(keyed, { status: reply.statusCode, body });
        return body;
      }),
    );
  }
}

async function keyedRequest(request: FastifyRequest): Promise<KeyedRequest | null> {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || key === undefined) return null;
  const actor = actorOf(request);
  // sessions are opened and closed, not repeated; whoever has not signed in has no answers of their own
  if (!actor || request.routeOptions.url?.startsWith('/api/v1/auth/')) return null;
  if (typeof key !== 'string' || key.length === 0 || key.length > longestKey) {
    throw new DomainError('invalid', `Idempotency-Key: expected one text of at most ${longestKey} characters.`);
  }
  const content = `${request.method} ${request.url}\n${await sentBy(request)}`;
  return { actorId: actor.id, key, content };
}

async function sentBy(request: FastifyRequest): Promise<string> {
  if (!request.isMultipart()) return JSON.stringify(request.body ?? null);
  const { name, content } = await uploadedFile(request);
  return `${name}\n${content.toString('base64')}`;
}

const replayedWhile = 'ringdown:replayed-while';

/**
 * On a POST whose answer carries a secret: whoever repeats the request because the answer was lost gets the secret, for as long as it is
 * valid. What was revoked or replaced meanwhile is not handed out again.
 */
export const ReplayedWhile = (isValid: StillValid): MethodDecorator => SetMetadata(replayedWhile, isValid);
