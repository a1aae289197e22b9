import { Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { accessTable, tableKey } from '../testing/access-table.js';
import { allEndpoints } from '../testing/all-endpoints.js';
import { type Access, isAllowed } from './actor.js';
import { Endpoint, forwarded } from './endpoint.js';
import { endpointsOf } from './endpoints.js';

const changing = Object.entries(accessTable).filter(([route]) => !route.startsWith('GET '));
const open = (access: Access): string[] => changing.filter(([, least]) => least === access).map(([route]) => route);

describe('what a route says about itself', () => {
  it('is found at every controller, with the whole path', () => {
    @Controller('api/v1/lines/:id')
    class Some {
      @Get()
      @Endpoint({ summary: 'Read', access: 'viewer' })
      read(): void {
        return;
      }
      @Post('parts')
      @Endpoint({ summary: 'Add', access: 'admin' })
      add(): void {
        return;
      }
      helper(): void {
        return;
      }
    }
    expect(endpointsOf([Some]).map(({ method, path, options }) => [method, path, options.access])).toEqual([
      ['GET', '/api/v1/lines/:id', 'viewer'],
      ['POST', '/api/v1/lines/:id/parts', 'admin'],
    ]);
  });

  it('is missed at boot where there is nothing, or no access', () => {
    @Controller('a')
    class Silent {
      @Get()
      read(): void {
        return;
      }
    }
    @Controller('b')
    class Unguarded {
      @Get()
      @Endpoint({ summary: 'Read' } as never)
      read(): void {
        return;
      }
    }
    expect(() => endpointsOf([Silent])).toThrow('Silent.read does not say who may call it.');
    expect(() => endpointsOf([Unguarded])).toThrow('Unguarded.read does not say who may call it.');
  });

  it('is refused at boot where two say it', () => {
    @Controller('a')
    class Once {
      @Get()
      @Endpoint({ summary: 'Read', access: 'viewer' })
      read(): void {
        return;
      }
    }
    @Controller('a')
    class Again extends Once {}
    expect(() => endpointsOf([Once, Again])).toThrow('Two controllers answer GET /a.');
  });
});

describe('body and query', () => {
  const pipeOf = (options: object) => {
    class Some {
      @Endpoint({ summary: 'Some', access: 'public', ...options })
      handler(): void {
        return;
      }
    }
    const [pipe] = Reflect.getMetadata('__pipes__', Some.prototype.handler) as [
      { transform(value: unknown, at: { type: string }): unknown },
    ];
    return pipe;
  };
  const schema = z.object({ limit: z.coerce.number().default(50) });

  it('arrive as the schema gives them, and no body as an empty one', () => {
    const pipe = pipeOf({ body: schema, query: schema });
    expect(pipe.transform({ limit: '7', more: 1 }, { type: 'query' })).toEqual({ limit: 7 });
    expect(pipe.transform(undefined, { type: 'body' })).toEqual({ limit: 50 });
    expect(() => pipe.transform({ limit: 'x' }, { type: 'body' })).toThrow(z.ZodError);
  });

  it('are checked and handed on as they were sent where their owner parses them', () => {
    const pipe = pipeOf({ query: forwarded(schema) });
    expect(pipe.transform({ limit: '7' }, { type: 'query' })).toEqual({ limit: '7' });
    expect(() => pipe.transform({ limit: 'x' }, { type: 'query' })).toThrow(z.ZodError);
  });

  it('leave everything else as it is', () => {
    expect(pipeOf({ body: schema }).transform('line_1', { type: 'param' })).toBe('line_1');
  });
});

describe('who may call what', () => {
  it('is at every route what the table says', () => {
    const said = Object.fromEntries(
      allEndpoints.map(({ method, path, options }) => [tableKey(method, path), options.access]),
    );
    const { 'GET /': _page, 'GET /*': _files, ...ofControllers } = accessTable;
    expect(said).toEqual(ofControllers);
  });

  it('lets nobody change anything who is not signed in, and a viewer nothing either', () => {
    // a provider asks by POST for what it could GET
    expect(open('public')).toEqual(['POST /auth/login', 'POST /phone-codes/:key']);
    expect(open('viewer')).toEqual(['POST /auth/logout']);
  });

  it('lets responders act on calls, incidents and overrides, and change no configuration', () => {
    const actedOn =
      /^\w+ \/(calls|incidents|deliveries|readiness|alert-rules\/dry-run|integrations\/dry-run|integrations\/:id\/(events|sample|dry-run)|schedules\/:id\/overrides|lines\/:id\/test-mode|users\/:id\/(phone|absences|calendar-token)|me)\b/;
    for (const route of open('responder')) expect(route).toMatch(actedOn);
    expect(accessTable['POST /channels/:id/test']).toBe('admin');
    expect(accessTable['POST /integrations/:id/test']).toBe('admin');
  });

  it('opens to everybody only what is no secret or has an unguessable name', () => {
    const read = Object.keys(accessTable).filter(
      (route) => route.startsWith('GET ') && accessTable[route] === 'public',
    );
    const named = ['GET /audio/:file', 'GET /phone-codes/:key'];
    const withToken = ['GET /users/:id/calendar.ics', 'GET /schedules/:id/calendar.ics'];
    expect(read).toEqual(['GET /api/openapi.json', 'GET /api/docs', 'GET /', 'GET /*', ...named, ...withToken]);
    expect(accessTable['GET /audio/:id']).toBe('viewer');
  });

  it('keeps what only admins may read closed', () => {
    for (const route of ['/api-keys', '/api-keys/:id', '/audit-log']) {
      expect(accessTable[tableKey('GET', route)]).toBe('admin');
      expect(accessTable[tableKey('HEAD', route)]).toBe('admin');
    }
  });

  it.each([
    ['viewer', 'viewer', true],
    ['viewer', 'responder', false],
    ['viewer', 'admin', false],
    ['responder', 'viewer', true],
    ['responder', 'responder', true],
    ['responder', 'admin', false],
    ['admin', 'viewer', true],
    ['admin', 'admin', true],
    ['viewer', 'public', true],
  ] as const)('%s for %s: %s', (role, access, allowed) => {
    expect(isAllowed(role, access)).toBe(allowed);
  });
});
