import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { roles } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import type { FastifyRequest } from 'fastify';

export type Role = (typeof roles)[number];

/** Who may call a route: anyone at all, or whoever has at least this role. */
export type Access = 'public' | Role;

/** Who makes a request: a person with a session, a program with an API key, or Ringdown itself at its start. */
export interface Actor {
  readonly type: 'user' | 'api-key' | 'system';
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The address that the request came from; null for Ringdown itself. */
  readonly ip: string | null;
}

/** Ringdown itself, which makes the first admin and ends test modes. */
export const systemActor: Actor = { type: 'system', id: 'system', name: 'Ringdown', role: 'admin', ip: null };

const ranks: Readonly<Record<Role, number>> = { viewer: 1, responder: 2, admin: 3 };

export const isAllowed = (role: Role, access: Access): boolean => access === 'public' || ranks[role] >= ranks[access];

const actors = new WeakMap<object, Actor>();

/** The guard notes here who the request is from. */
export const setActor = (request: FastifyRequest, actor: Actor): void => void actors.set(request.raw, actor);

/** Null on a public route, where nobody proves who they are. */
export const actorOf = (request: FastifyRequest): Actor | null => actors.get(request.raw) ?? null;

/** Who makes the request, in a controller's method: `@CurrentActor() actor: Actor`. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = actorOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!actor) throw new DomainError('unauthenticated', 'Sign in, or send an API key.');
  return actor;
});
