import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { consoleFolder, fileAt } from './console-folder.js';

const page = 'index.html';
const notBuilt = 'The console is not built. Run "npm run build"; the API is at /api/v1.\n';
/** Vite puts a hash of the content into the names below assets/, so those never change. */
const forAYear = { maxAge: '365d', immutable: true, cacheControl: true };
const notWithoutAsking = { maxAge: 0, cacheControl: true };

/** The console's files at `/`; every page of it is index.html, since its addresses are its own affair. */
export async function serveConsole(app: NestFastifyApplication, folder = consoleFolder): Promise<void> {
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
