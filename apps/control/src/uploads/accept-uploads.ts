import multipart from '@fastify/multipart';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mostUploadedBytes } from './uploaded-file.js';

const uploads = new Set(['/api/v1/audio']);

/** Multipart bodies, where a file is expected and nowhere else: a foreign page can make a browser send them. */
export async function acceptUploads(app: NestFastifyApplication): Promise<void> {
  await app.register(multipart, { limits: { fileSize: mostUploadedBytes, files: 1, fields: 10 } });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      const isMultipart = /^multipart\//i.test(request.headers['content-type'] ?? '');
      if (!isMultipart || uploads.has(request.routeOptions.url ?? '')) return done();
      return done(new UnsupportedMediaTypeException('Send JSON, with the content type application/json.'));
    });
}
