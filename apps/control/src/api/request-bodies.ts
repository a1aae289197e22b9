import multipart, { type MultipartFile } from '@fastify/multipart';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError, invalidFields } from '@ringdown/kernel';
import type { FastifyRequest } from 'fastify';

const limitBytes = 1024 * 1024;
/** A voice provider fetches what a call says with a form, whose fields hold nothing that is needed. */
const takesForms = '/phone-codes/:key';
const takesFiles = '/api/v1/audio';
/** What a monitor would send, as it would send it: its bytes are the body. */
const takesAnything = '/api/v1/integrations/:id/dry-run';

const jsonOnly = (): UnsupportedMediaTypeException =>
  new UnsupportedMediaTypeException('Send JSON, with the content type application/json.');

/**
 * Bodies are JSON; an empty one is no body, since many clients name the content type on every POST. Forms and multipart bodies, which
 * a foreign page can make a browser send without asking, are refused where they are not expected.
 */
export async function limitRequestBodies(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  const isTakenAsItIs = (request: unknown): boolean => (request as FastifyRequest).routeOptions.url === takesAnything;
  app.useBodyParser('application/json', { bodyLimit: limitBytes }, (request, body, done) => {
    if (isTakenAsItIs(request)) return done(null, body);
    if (body.length === 0) return done(null, undefined);
    return parseJson(request as FastifyRequest, body.toString('utf8'), done);
  });
  app.useBodyParser('application/x-www-form-urlencoded', { bodyLimit: limitBytes }, (request, body, done) => {
    if (isTakenAsItIs(request)) return done(null, body);
    return (request as FastifyRequest).routeOptions.url === takesForms ? done(null, undefined) : done(jsonOnly());
  });
  app.useBodyParser('text/plain', { bodyLimit: limitBytes }, (request, body, done) =>
    isTakenAsItIs(request) ? done(null, body) : done(jsonOnly()),
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

const mostUploadedBytes = 5 * 1024 * 1024;

export interface UploadedFile {
  /** As the client calls it. */
  readonly name: string;
  readonly content: Buffer;
}

const field = 'file';
const read = new WeakMap<object, Promise<UploadedFile>>();

/** The file of a multipart request, its field `file`; read once, however often it is asked for. @throws DomainError `invalid`, `too-large` */
export function uploadedFile(request: FastifyRequest): Promise<UploadedFile> {
  const file = read.get(request.raw) ?? readFile(request);
  read.set(request.raw, file);
  return file;
}

async function readFile(request: FastifyRequest): Promise<UploadedFile> {
  if (!request.isMultipart()) throw missing(`send multipart/form-data with the file in the field "${field}"`);
  const part = await request.file().catch((error: unknown) => {
    throw toDomainError(error);
  });
  if (part?.fieldname !== field) throw missing(`send the file in the multipart field "${field}"`);
  return { name: part.filename || field, content: await contentOf(part) };
}

/** `toBuffer` looks at the limit while it reads: it may miss that the last part was cut off. */
async function contentOf(part: MultipartFile): Promise<Buffer> {
  const content = await part.toBuffer().catch((error: unknown) => {
    throw toDomainError(error);
  });
  if (part.file.truncated) throw tooLarge();
  return content;
}

const tooLarge = (): DomainError => new DomainError('too-large', 'The file is too large: at most 5 MiB.');

const missing = (message: string): DomainError => invalidFields([{ path: field, message }]);

function toDomainError(error: unknown): DomainError {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge();
  return missing(`could not be read (${message ?? String(error)})`);
}
