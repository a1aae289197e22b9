import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '@ringdown/kernel';

/** Nothing is named with a NUL character, which Postgres cannot even compare with: neither in a path nor in a query. */
export function refuseNul(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      if (!request.url.includes('%00')) return done();
      return done(new DomainError('invalid', 'The address may not contain a NUL character (%00).'));
    });
}
