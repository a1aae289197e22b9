import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const limitBytes = 1024 * 1024;
const formsOfProviders = '/phone-codes/:key';

/**
 * Bodies are JSON; an empty one is no body, since many clients name the content type on every POST. A form, which a foreign page can
 * make a browser send without asking, is refused, but where a voice provider asks by one, whose fields say nothing new.
 */
export function acceptJsonOnly(app: NestFastifyApplication): void {
  const parseJson = app.getHttpAdapter().getInstance().getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', { bodyLimit: limitBytes }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    return parseJson(request as FastifyRequest, body.toString('utf8'), done);
  });
  app.useBodyParser('application/x-www-form-urlencoded', { bodyLimit: limitBytes }, (request, _body, done) => {
    if ((request as FastifyRequest).routeOptions.url === formsOfProviders) return done(null, undefined);
    return done(new UnsupportedMediaTypeException('Send JSON, with the content type application/json.'));
  });
}
