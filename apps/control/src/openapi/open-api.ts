import { z } from 'zod';
import { accessTo } from '../auth/index.js';
import { type JsonSchema, jsonSchema } from './json-schema.js';
import type { Operation, Operations } from './operation.js';

const problem = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
  },
};

/** The API as an OpenAPI 3.1 document. */
export function openApi(operations: Operations, publicUrl: string): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const [key, operation] of Object.entries(operations)) {
    const [method = '', route = ''] = key.split(' ');
    const path = route.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [method.toLowerCase()]: described(method, route, operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Ringdown', version: '1', description: 'Live call routing and incidents for on-call teams.' },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ apiKey: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: rd_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'ringdown_session' },
      },
    },
  };
}

function described(method: string, route: string, operation: Operation): JsonSchema {
  const access = accessTo(method, route);
  const { summary, status, query, answer, answerType } = operation;
  const success = {
    description: summary,
    ...(answer ? content('application/json', jsonSchema(answer, 'output')) : {}),
    ...(answerType ? content(answerType, {}) : {}),
  };
  const failure = content('application/problem+json', { $ref: '#/components/schemas/Problem' });
  return {
    summary,
    operationId: operationId(method, route),
    tags: [route.split('/')[1]],
    description: access === 'public' ? 'For everybody.' : `Needs the role ${access}.`,
    ...(access === 'public' ? { security: [] } : {}),
    parameters: [...pathParameters(route), ...(query ? queryParameters(query) : [])],
    ...requestBody(operation),
    responses: { [status]: success, default: { description: 'What went wrong', ...failure } },
  };
}

const file = {
  type: 'object',
  required: ['file'],
  properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
};

function requestBody({ body, upload }: Operation): JsonSchema {
  if (upload) return { requestBody: { required: true, ...content('multipart/form-data', file) } };
  return body ? { requestBody: { required: true, ...content('application/json', inputOf(body)) } } : {};
}

const content = (type: string, schema: JsonSchema): JsonSchema => ({ content: { [type]: { schema } } });

const inputOf = (body: NonNullable<Operation['body']>): JsonSchema =>
  body instanceof z.ZodType ? jsonSchema(body, 'input') : body;

const operationId = (method: string, route: string): string =>
  `${method.toLowerCase()} ${route.replaceAll(':', 'by ')}`.replace(/[^a-z]+(\w)/gi, (_, letter: string) =>
    letter.toUpperCase(),
  );

const pathParameters = (route: string): JsonSchema[] =>
  [...route.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

function queryParameters(query: z.ZodObject): JsonSchema[] {
  const { properties = {}, required = [] } = jsonSchema(query, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}
