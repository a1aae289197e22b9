import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { TerminusModule } from '@nestjs/terminus';
import { DomainError } from '@ringdown/kernel';
import { counter, createLogger } from '@ringdown/platform-telemetry';
import { z } from 'zod';
import { Readiness, serveHealth } from './health.js';
import { FailureFilter, parse } from './problem.js';

@Controller('resources')
class Resources {
  @Get('taken')
  taken(): never {
    throw new DomainError('conflict', 'Choose another name.', [{ path: 'name', message: 'is taken' }]);
  }
  @Get('unavailable')
  unavailable(): never {
    throw Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:5432'), { code: 'ECONNREFUSED' });
  }
  @Get('unforeseen')
  unforeseen(): never {
    throw new Error('password is hunter2');
  }
  @Post()
  make(): unknown {
    return parse(z.object({ name: z.string() }), undefined);
  }
}

@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [Resources],
  providers: [Readiness],
})
class ResourcesModule {}

const logger = createLogger('http-spec', 'silent');
let app: NestFastifyApplication;
let readiness: Readiness;

beforeEach(async () => {
  app = await NestFactory.create<NestFastifyApplication>(ResourcesModule, new FastifyAdapter({ bodyLimit: 1000 }), {
    logger: false,
  });
  app.useGlobalFilters(new FailureFilter(logger));
  readiness = app.get(Readiness);
  serveHealth(app.getHttpAdapter().getInstance(), { name: 'spec', about: { rules: '2026f' } }, readiness);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterEach(() => app.close());

const get = (url: string) => app.inject({ method: 'GET', url });
const post = (payload: string) =>
  app.inject({ method: 'POST', url: '/resources', payload, headers: { 'content-type': 'application/json' } });

describe('failures', () => {
  it('leave as a problem with their sentence and their fields', async () => {
    const answer = await get('/resources/taken');
    expect(answer.statusCode).toBe(409);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      detail: 'Choose another name.',
      errors: [{ path: 'name', message: 'Name: is taken.' }],
    });
  });

  it('name the broken fields of what came in', async () => {
    const answer = await post('{}');
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ path: 'name' }] });
  });

  it.each([
    ['a body that is no JSON', () => post('{"name":'), 400],
    ['a body that is too large', () => post(JSON.stringify({ name: 'x'.repeat(2000) })), 413],
    ['an address where nothing is', () => get('/nothing-here'), 404],
    ['Postgres unavailable', () => get('/resources/unavailable'), 503],
    ['what nobody foresaw', () => get('/resources/unforeseen'), 500],
  ])('are problems too: %s', async (_what, request, status) => {
    const answer = await request();
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: expect.stringMatching(/^[A-Z]/),
      status,
      detail: expect.stringMatching(/\S/),
    });
    expect(answer.body).not.toMatch(/hunter2|10\.1\.2\.3/);
  });
});

describe('what an operator reads', () => {
  it('says that it is alive as soon as it listens', async () => {
    readiness.add('postgres', () => 'unavailable');
    const answer = await get('/healthz');
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok', service: 'spec' }]);
  });

  it('says what is missing, also where a check fails, and what there is to know of the process', async () => {
    let nats: string | null = 'NATS does not answer';
    readiness.add('nats', () => nats);
    readiness.add('postgres', async () => {
      throw new Error('connect ECONNREFUSED');
    });
    readiness.add('configuration', () => null);
    const early = await get('/readyz');
    expect([early.statusCode, early.json()]).toEqual([
      503,
      {
        status: 'not ready',
        service: 'spec',
        missing: { nats: 'NATS does not answer', postgres: 'Error: connect ECONNREFUSED' },
        rules: '2026f',
      },
    ]);

    readiness.add('redis', () => new Promise(() => undefined));
    expect((await get('/readyz')).json()).toMatchObject({ missing: { redis: 'no answer within 1000 ms' } });
    readiness.add('redis', () => null);

    nats = null;
    readiness.add('postgres', async () => null);
    const late = await get('/readyz');
    expect([late.statusCode, late.json()]).toEqual([
      200,
      { status: 'ready', service: 'spec', missing: {}, rules: '2026f' },
    ]);
  });

  it('shows the counters to Prometheus', async () => {
    counter('http_spec_total', 'Of this spec alone', ['path']).inc({ path: 'metrics' }, 3);
    const answer = await get('/metrics');
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.body).toContain('ringdown_http_spec_total{path="metrics"} 3');
  });
});
