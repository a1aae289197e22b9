import { statSync } from 'node:fs';
import { join, sep } from 'node:path';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

const page = 'index.html';
const notBuilt = 'The console is not built. Run "npm run build"; the API is at /api/v1.\n';
/** Vite puts a hash of the content into the names below assets/, so those never change. */
const forAYear = { maxAge: '365d', immutable: true, cacheControl: true };
const notWithoutAsking = { maxAge: 0, cacheControl: true };

/** The console's files, which its build leaves in `folder`, at `/`; every page of it is index.html, since its addresses are its own affair. */
export async function serveConsole(app: NestFastifyApplication, folder: string): Promise<void> {
  await app.register(fastifyStatic, { root: folder, serve: false });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/', (request, reply) => answer(folder, request, reply));
  fastify.get('/*', (request, reply) => answer(folder, request, reply));
}

function answer(folder: string, request: FastifyRequest, reply: FastifyReply): FastifyReply | void {
  const [path = '/'] = request.url.split('?');
  if (path === '/api' || path.startsWith('/api/')) return reply.callNotFound();
  const file = fileAt(folder, path);
  if (file) return reply.sendFile(file, file.startsWith('assets/') ? forAYear : notWithoutAsking);
  const isPage = path === '/' || request.headers.accept?.includes('text/html') === true;
  if (!isPage || path.startsWith('/assets/')) return reply.callNotFound();
  if (fileAt(folder, page)) return reply.sendFile(page, notWithoutAsking);
  return reply.type('text/plain; charset=utf-8').send(notBuilt);
}

/** The file of the folder that a URL's path names, relative to it; null where there is none. */
export function fileAt(folder: string, urlPath: string): string | null {
  const path = decoded(urlPath);
  if (path === null) return null;
  const file = join(folder, path);
  const isInside = file.startsWith(folder + sep);
  return isInside && statSync(file, { throwIfNoEntry: false })?.isFile() ? file.slice(folder.length + 1) : null;
}

function decoded(urlPath: string): string | null {
  try {
    const path = decodeURIComponent(urlPath);
    return path.includes('\0') ? null : path;
  } catch {
    return null;
  }
}

/** The console loads from its own origin only; its style library writes style elements. */
export async function sendSecurityHeaders(app: NestFastifyApplication, publicUrl: string): Promise<void> {
  const isHttps = publicUrl.startsWith('https:');
  await app.register(helmet, {
    hsts: isHttps,
    referrerPolicy: { policy: 'same-origin' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
}
