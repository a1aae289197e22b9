import multipart from '@fastify/multipart';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '@ringdown/kernel';
import type { FastifyRequest } from 'fastify';
import { mostUploadedBytes } from './uploaded-file.js';

const limitBytes = 1024 * 1024;
/** A voice provider fetches what a call says with a form, whose fields hold nothing that is needed. */
const takesForms = '/phone-codes/:key';
const takesFiles = '/api/v1/audio';

const jsonOnly = (): UnsupportedMediaTypeException =>
  new UnsupportedMediaTypeException('Send JSON, with the content type application/json.');

/**
 * Bodies are JSON; an empty one is no body, since many clients name the content type on every POST. Forms and multipart bodies, which
 * a foreign page can make a browser send without asking, are refused where they are not expected.
 */
export async function limitRequestBodies(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  app.useBodyParser('application/json', { bodyLimit: limitBytes }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    return parseJson(request as FastifyRequest, body.toString('utf8'), done);
  });
  app.useBodyParser('application/x-www-form-urlencoded', { bodyLimit: limitBytes }, (request, _body, done) =>
    (request as FastifyRequest).routeOptions.url === takesForms ? done(null, undefined) : done(jsonOnly()),
  );
  await app.register(multipart, { limits: { fileSize: mostUploadedBytes, files: 1, fields: 10 } });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const isMultipart = /^multipart\//i.test(request.headers['content-type'] ?? '');
    return isMultipart && request.routeOptions.url !== takesFiles ? done(jsonOnly()) : done();
  });
}

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
