import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, endpointOf, isAllowed, setActor } from '../api/index.js';
import { ApiKeyRepository } from './api-key.repository.js';
import { isCsrfToken, SessionCookie } from './session-cookie.js';
import { SessionRepository } from './session.repository.js';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Finds out who makes a request, and lets in who may: in front of every route of the API. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly keys: ApiKeyRepository,
    private readonly sessions: SessionRepository,
    private readonly cookie: SessionCookie,
    private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // over NATS only our services ask, each as a user of its own; who acts by them is asked for by ActingUsers
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    // what says nothing is refused at boot; were it not, nobody but admins would get in
    const access = endpointOf(context.getHandler())?.access ?? 'admin';
    if (access === 'public') return true;
    const actor = await this.actorOf(request, reply);
    if (!isAllowed(actor.role, access)) {
      throw new DomainError('forbidden', `This needs the role ${access}; yours is ${actor.role}.`);
    }
    setActor(request, actor);
    return true;
  }

  private async actorOf(request: FastifyRequest, reply: FastifyReply): Promise<Actor> {
    const actor = request.headers.authorization
      ? await this.byKey(request.headers.authorization, request.ip)
      : await this.bySession(request, reply);
    if (actor) return actor;
    void reply.header('www-authenticate', 'Bearer');
    throw new DomainError('unauthenticated', 'Sign in, or send a valid API key as Authorization: Bearer rd_….');
  }

  private async byKey(authorization: string, ip: string): Promise<Actor | null> {
    const [, key] = /^Bearer\s+(rd_\S+)$/i.exec(authorization) ?? [];
    return key ? this.keys.actorOf(key, ip) : null;
  }

  private async bySession(request: FastifyRequest, reply: FastifyReply): Promise<Actor | null> {
    const token = this.cookie.read(request);
    const session = token ? await this.sessions.find(token, request.ip) : null;
    if (!token || !session) return null;
    const proves = isCsrfToken(request.headers['x-csrf-token'], token, this.settings.secretKey);
    if (!safeMethods.has(request.method) && !proves) {
      throw new DomainError('forbidden', 'Send the csrfToken of GET /api/v1/me as X-CSRF-Token.');
    }
    if (session.wasExtended) this.cookie.write(reply, token);
    return session.actor;
  }
}
