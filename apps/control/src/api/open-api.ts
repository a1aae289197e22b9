import { z } from 'zod';
import type { AnySubset, EndpointOptions, Forwarded } from './endpoint.js';
import type { DiscoveredEndpoint } from './endpoints.js';

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

const prefix = '/api/v1';
const statusOf = ({ method, options }: DiscoveredEndpoint): number => options.status ?? (method === 'POST' ? 201 : 200);

/** The routes below /api/v1 as an OpenAPI 3.1 document. */
export function openApi(endpoints: readonly DiscoveredEndpoint[], publicUrl: string): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const endpoint of endpoints.filter(({ path }) => path.startsWith(`${prefix}/`))) {
    const route = endpoint.path.slice(prefix.length);
    const path = route.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: described(endpoint, route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Ringdown', version: '1', description: 'Live call routing and incidents for on-call teams.' },
    servers: [{ url: `${publicUrl}${prefix}` }],
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

function described(endpoint: DiscoveredEndpoint, route: string): JsonSchema {
  const { method, options } = endpoint;
  const { summary, access, query, answer, answerType } = options;
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
    ...requestBody(options),
    responses: { [statusOf(endpoint)]: success, default: { description: 'What went wrong', ...failure } },
  };
}

const file = {
  type: 'object',
  required: ['file'],
  properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
};

function requestBody({ body, upload }: EndpointOptions): JsonSchema {
  if (upload) return { requestBody: { required: true, ...content('multipart/form-data', file) } };
  return body ? { requestBody: { required: true, ...content('application/json', inputOf(body)) } } : {};
}

const content = (type: string, schema: JsonSchema): JsonSchema => ({ content: { [type]: { schema } } });

const inputOf = (body: z.ZodType | AnySubset): JsonSchema =>
  body instanceof z.ZodType ? jsonSchema(body, 'input') : anySubset(jsonSchema(body.anySubsetOf, 'input'));

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

function queryParameters(query: z.ZodObject | Forwarded): JsonSchema[] {
  const schema = query instanceof z.ZodType ? query : query.forwarded;
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: property,
  }));
}

export type JsonSchema = Readonly<Record<string, unknown>>;

/** What clients may send (`input`), or what they get (`output`). */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

/** The same fields, none of them required, inside of objects too: what a PATCH takes. */
export function anySubset(schema: JsonSchema): JsonSchema {
  const { required: _required, properties, oneOf, anyOf, default: _default, ...rest } = schema;
  return {
    ...rest,
    ...(properties ? { properties: mapped(properties as Record<string, JsonSchema>) } : {}),
    ...(oneOf ? { oneOf: (oneOf as JsonSchema[]).map(anySubset) } : {}),
    ...(anyOf ? { anyOf: (anyOf as JsonSchema[]).map(anySubset) } : {}),
  };
}

const mapped = (properties: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> =>
  Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, anySubset(inner)]));
