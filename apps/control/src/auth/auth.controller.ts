import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { login } from '@ringdown/contracts';
import { Settings } from '@ringdown/platform-config';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { csrfTokenOf } from './csrf-token.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';

@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly settings: Settings,
  ) {}

  @Post('login')
  @HttpCode(200)
  async login(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { email, password } = login.parse(body ?? {});
    const { token, user } = await this.signIn.signIn(email, password, request.ip);
    this.cookie.write(reply, token);
    return { ...user, csrfToken: csrfTokenOf(token, this.settings.secretKey) };
  }

  @Post('logout')
  @HttpCode(204)
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = this.cookie.read(request);
    if (token) await this.sessions.close(token);
    this.cookie.clear(reply);
  }
}
