import { All, applyDecorators, Header, HttpCode } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

const methods = ['GET', 'POST'];

/** A provider asks by GET or POST, as the number is set there: the same in both, with the fields in the query or in the form. */
export const FromProvider = (path = ''): MethodDecorator =>
  applyDecorators(All(path), HttpCode(200), Header('content-type', 'text/xml; charset=utf-8'));

/** What the HTTP server needs for webhooks. The form is kept as sent: the signature covers every field, empty and repeated ones too. */
export function takeWebhooks(app: NestFastifyApplication): void {
  refuseOtherMethods(app.getHttpAdapter().getInstance());
  app.useBodyParser('application/x-www-form-urlencoded', {}, (_request, body, done) =>
    done(null, body.toString('utf8')),
  );
}

/** Whatever else is asked below /voice has no effect on a call: HEAD, as a link checker sends it, least of all. */
export function refuseOtherMethods(fastify: Pick<FastifyInstance, 'addHook'>): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (methods.includes(request.method) || !request.url.startsWith('/voice/')) return done();
    void reply.header('allow', methods.join(', '));
    if (request.method === 'OPTIONS') return void reply.code(204).send();
    const problem = { type: 'about:blank', title: 'Method Not Allowed', status: 405, detail: 'Ask by GET or POST.' };
    void reply.code(405).type('application/problem+json').send(problem);
  });
}
