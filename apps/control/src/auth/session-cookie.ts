import '@fastify/cookie';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const sessionDays = 30;
const lifeSeconds = sessionDays * 24 * 3600;

/** The cookie that carries a session's token; under https its name binds it to this very host. */
export class SessionCookie {
  private readonly isHttps: boolean;
  private readonly name: string;

  constructor(publicUrl: string) {
    this.isHttps = publicUrl.startsWith('https:');
    this.name = this.isHttps ? '__Host-ringdown_session' : 'ringdown_session';
  }

  /** What the cookie holds, as @fastify/cookie reads it; undefined where there is none. */
  read({ cookies }: Pick<FastifyRequest, 'cookies'>): string | undefined {
    return cookies[this.name] || undefined;
  }

  write(reply: FastifyReply, token: string): void {
    this.set(reply, token, lifeSeconds);
  }

  clear(reply: FastifyReply): void {
    this.set(reply, '', 0);
  }

  private set(reply: FastifyReply, value: string, maxAge: number): void {
    void reply.setCookie(this.name, value, {
      path: '/',
      maxAge,
      httpOnly: true,
      sameSite: 'lax',
      ...(this.isHttps ? { secure: true } : {}),
    });
  }
}

/** Derived from the session, which a foreign page can make a browser send but cannot read. */
export const csrfTokenOf = (sessionToken: string, secretKey: string): string =>
  createHmac('sha256', secretKey).update(`csrf ${sessionToken}`).digest('base64url');

export function isCsrfToken(given: unknown, sessionToken: string, secretKey: string): boolean {
  const expected = Buffer.from(csrfTokenOf(sessionToken, secretKey));
  const actual = Buffer.from(typeof given === 'string' ? given : '');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
