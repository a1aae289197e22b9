import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { login, me } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';
import { Settings } from '@ringdown/platform-config';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Endpoint } from '../api/index.js';
import { ResourceRepository } from '../configuration/index.js';
import { CheckPassword } from './check-password.js';
import { csrfTokenOf, SessionCookie } from './session-cookie.js';
import { SessionRepository } from './session.repository.js';

@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly repository: ResourceRepository,
    private readonly check: CheckPassword,
    private readonly sessions: SessionRepository,
    private readonly cookie: SessionCookie,
    private readonly settings: Settings,
  ) {}

  /** @throws DomainError `unauthenticated`, the same for an unknown e-mail as for a wrong password; TooMany. */
  @Post('login')
  @Endpoint({
    summary: 'Sign in; the answer sets the session cookie',
    access: 'public',
    body: login,
    answer: me,
    status: 200,
  })
  async login(
    @Body() { email, password }: z.output<typeof login>,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const user = await this.repository.userByEmail(email);
    const tried = { action: 'sign-in failed', userId: user?.id ?? null, name: email, ip } as const;
    const isRight = await this.check.isRight(password, tried, null);
    if (!user || !isRight) {
      throw new DomainError('unauthenticated', 'This e-mail address and password do not belong together.');
    }
    const token = await this.sessions.open(user, ip);
    this.cookie.write(reply, token);
    return { ...user, csrfToken: csrfTokenOf(token, this.settings.secretKey) };
  }

  @Post('logout')
  @Endpoint({ summary: 'Sign out', access: 'viewer', status: 204 })
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = this.cookie.read(request);
    if (token) await this.sessions.close(token);
    this.cookie.clear(reply);
  }
}
