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

  read({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const found = pairs.find((pair) => pair.startsWith(`${this.name}=`))?.slice(this.name.length + 1);
    return found === '' ? undefined : found;
  }

  write(reply: FastifyReply, token: string): void {
    void reply.header('set-cookie', this.header(token, lifeSeconds));
  }

  clear(reply: FastifyReply): void {
    void reply.header('set-cookie', this.header('', 0));
  }

  private header(value: string, maxAgeSeconds: number): string {
    const attributes = `Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax`;
    return `${this.name}=${value}; ${attributes}${this.isHttps ? '; Secure' : ''}`;
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
