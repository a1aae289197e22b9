import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import type { FastifyRequest } from 'fastify';
import type { Actor, Doer } from './actor.js';

const actors = new WeakMap<object, Actor>();

/** The guard notes here who the request is from. */
export const setActor = (request: FastifyRequest, actor: Actor): void => void actors.set(request.raw, actor);

/** Null on a route for everybody, where nobody is asked who they are. */
export const actorOf = (request: FastifyRequest): Actor | null => actors.get(request.raw) ?? null;

export function doerOf(request: FastifyRequest): Doer {
  const actor = actorOf(request);
  if (!actor) throw new DomainError('unauthenticated', 'Sign in, or send an API key.');
  return { actor, ip: request.ip };
}

/** The one who asks, in a controller's method: `@By() by: Doer`. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext) =>
  doerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
