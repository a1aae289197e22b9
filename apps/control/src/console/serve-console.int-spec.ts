import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { sendSecurityHeaders, serveConsole } from './serve-console.js';

@Module({})
class EmptyModule {}

const folder = mkdtempSync(join(tmpdir(), 'ringdown-console-'));
let app: NestFastifyApplication;
beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(EmptyModule, new FastifyAdapter(), { logger: false });
  await sendSecurityHeaders(app, 'http://127.0.0.1:3000');
  await serveConsole(app, folder);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const get = (url: string, accept = 'text/html') => app.inject({ method: 'GET', url, headers: { accept } });

it('says in plain words that the console is not built', async () => {
  const { statusCode, body } = await get('/');
  expect(statusCode).toBe(200);
  expect(body).toContain('The console is not built.');
});

describe('once it is built', () => {
  beforeAll(() => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Ringdown</title>');
    writeFileSync(join(folder, 'assets', 'index-abc.js'), 'console.log(1)');
  });

  it.each(['/', '/calls', '/setup/people?tab=a'])(
    'answers %s with the page, never from a cache unasked',
    async (url) => {
      const { statusCode, body, headers } = await get(url);
      expect({ statusCode, body }).toEqual({ statusCode: 200, body: expect.stringContaining('<title>Ringdown') });
      expect(headers['cache-control']).toContain('max-age=0');
      expect(headers['content-security-policy']).toContain("script-src 'self'");
    },
  );

  it('lets browsers keep what has a hash in its name', async () => {
    const { statusCode, headers } = await get('/assets/index-abc.js', '*/*');
    expect(statusCode).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it.each([
    ['/assets/gone-abc.js', 'text/html'],
    ['/api/v1/nothing', 'text/html'],
    ['/api', 'text/html'],
    ['/favicon.ico', 'image/*'],
  ])('has nothing at %s for %s', async (url, accept) => {
    expect((await get(url, accept)).statusCode).toBe(404);
  });
});
