import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import type { FastifyRequest } from 'fastify';
import type { Actor, Doer } from './actor.js';

const actors = new WeakMap<object, Actor>();

/** The guard notes here who the request is from. */
export const setActor = (request: FastifyRequest, actor: Actor): void => void actors.set(request.raw, actor);

export function doerOf(request: FastifyRequest): Doer {
  const actor = actors.get(request.raw);
  if (!actor) throw new DomainError('unauthenticated', 'Sign in, or send an API key.');
  return { actor, ip: request.ip };
}

/** The one who asks, in a controller's method: `@By() by: Doer`. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext) =>
  doerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
