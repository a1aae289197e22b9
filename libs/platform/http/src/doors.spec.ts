import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '@ringdown/kernel';
import { counter, createLogger } from '@ringdown/platform-telemetry';
import { z } from 'zod';
import { FailureFilter } from './failure.filter.js';
import { openOperatorDoors } from './operator-doors.js';
import { parse } from './parse.js';
import { Readiness } from './readiness.js';

@Controller('things')
class Things {
  @Get('taken')
  taken(): never {
    throw new DomainError('conflict', 'Choose another name.', [{ path: 'name', message: 'is taken' }]);
  }
  @Get('away')
  away(): never {
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

@Module({ controllers: [Things] })
class ThingsModule {}

const logger = createLogger('doors-spec', 'silent');
let app: NestFastifyApplication;
let readiness: Readiness;

beforeEach(async () => {
  app = await NestFactory.create<NestFastifyApplication>(ThingsModule, new FastifyAdapter({ bodyLimit: 1000 }), {
    logger: false,
  });
  app.useGlobalFilters(new FailureFilter(logger));
  readiness = new Readiness();
  openOperatorDoors(app.getHttpAdapter().getInstance(), { name: 'spec', about: { rules: '2026f' } }, readiness);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterEach(() => app.close());

const get = (url: string) => app.inject({ method: 'GET', url });
const post = (payload: string) =>
  app.inject({ method: 'POST', url: '/things', payload, headers: { 'content-type': 'application/json' } });

describe('failures', () => {
  it('leave as a problem with their sentence and their fields', async () => {
    const answer = await get('/things/taken');
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
    ['Postgres unavailable', () => get('/things/away'), 503],
    ['what nobody foresaw', () => get('/things/unforeseen'), 500],
  ])('are problems too: %s', async (_what, ask, status) => {
    const answer = await ask();
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

describe("the operator's doors", () => {
  it('are alive as soon as they listen', async () => {
    readiness.add('postgres', () => 'away');
    const answer = await get('/healthz');
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok', service: 'spec' }]);
  });

  it('say what is missing, also where asking fails, and what there is to know of the process', async () => {
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

    nats = null;
    readiness.add('postgres', async () => null);
    const late = await get('/readyz');
    expect([late.statusCode, late.json()]).toEqual([
      200,
      { status: 'ready', service: 'spec', missing: {}, rules: '2026f' },
    ]);
  });

  it('show the counters to Prometheus', async () => {
    counter('doors_spec_total', 'Of this spec alone', ['door']).inc({ door: 'metrics' }, 3);
    const answer = await get('/metrics');
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.body).toContain('ringdown_doors_spec_total{door="metrics"} 3');
  });
});
