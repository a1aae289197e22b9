import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, setActor } from '../who/index.js';
import { accessTo, isAllowed } from './access-rules.js';
import { ApiKeys } from './api-keys.js';
import { isCsrfToken } from './csrf-token.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who asks, and whether they may: in front of every route of the API. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly keys: ApiKeys,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const access = accessTo(request.method, (request.routeOptions.url ?? '').replace(/^\/api\/v1/, ''));
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
      ? await this.byKey(request.headers.authorization)
      : await this.bySession(request, reply);
    if (actor) return actor;
    void reply.header('www-authenticate', 'Bearer');
    throw new DomainError('unauthenticated', 'Sign in, or send a valid API key as Authorization: Bearer rd_….');
  }

  private async byKey(authorization: string): Promise<Actor | null> {
    const [, key] = /^Bearer\s+(rd_\S+)$/i.exec(authorization) ?? [];
    return key ? this.keys.actorOf(key) : null;
  }

  private async bySession(request: FastifyRequest, reply: FastifyReply): Promise<Actor | null> {
    const token = this.cookie.read(request);
    const session = token ? await this.sessions.find(token) : null;
    if (!token || !session) return null;
    const proves = isCsrfToken(request.headers['x-csrf-token'], token, this.settings.secretKey);
    if (!safeMethods.has(request.method) && !proves) {
      throw new DomainError('forbidden', 'Send the csrfToken of GET /api/v1/me as X-CSRF-Token.');
    }
    if (session.wasExtended) this.cookie.write(reply, token);
    return session.actor;
  }
}
