import { newLine, newProviderAccount } from '@ringdown/contracts';
import { allEndpoints } from '../testing/all-endpoints.js';
import { docsPage } from './docs.controller.js';
import { anySubset, jsonSchema, openApi } from './open-api.js';

const document = openApi(allEndpoints, 'http://127.0.0.1:3000');
type Described = Record<string, unknown> & { operationId: string; parameters: { name: string; in: string }[] };
const paths = document['paths'] as Record<string, Record<string, Described>>;
const described = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

it('names every operation differently', () => {
  expect(document['openapi']).toBe('3.1.0');
  expect(new Set(described.map(({ operation }) => operation.operationId)).size).toBe(described.length);
});

it('names every parameter of a path', () => {
  for (const { path, operation } of described) {
    const named = operation.parameters.filter((p) => p.in === 'path').map((p) => `{${p.name}}`);
    expect(named).toEqual(path.match(/\{\w+\}/g) ?? []);
  }
});

it('tells what a line is made of and what the list of calls can be asked for', () => {
  expect(paths['/lines']?.['post']).toMatchObject({
    description: 'Needs the role admin.',
    requestBody: { content: { 'application/json': { schema: { required: expect.arrayContaining(['number']) } } } },
    responses: { 201: { content: { 'application/json': { schema: { properties: { webhook: expect.anything() } } } } } },
  });
  expect(paths['/calls']?.['get']?.parameters.map((p) => p.name)).toEqual(
    expect.arrayContaining(['limit', 'cursor', 'lineId', 'outcome', 'archived']),
  );
  expect(paths['/auth/login']?.['post']).toMatchObject({ security: [] });
});

it('promises no secret in an answer', () => {
  const answers = JSON.stringify(described.map(({ operation }) => operation['responses']));
  for (const secret of [
    'authToken',
    'keySecret',
    'urlSecret',
    'tokenSecret',
    'tokenHash',
    'password',
    'botToken',
    'signingSecret',
  ]) {
    expect(answers).not.toContain(secret);
  }
});

it('shows each of them on a page without scripts', () => {
  const page = docsPage(document);
  expect(page.match(/<details>/g)).toHaveLength(described.length);
  expect(page).not.toContain('<script');
});

/** But in the entries of a list, which is replaced whole. */
const requiredAnywhere = (schema: object): boolean =>
  /"required":\[/.test(JSON.stringify(schema, (key, inner: unknown) => (key === 'items' ? undefined : inner)));

it('requires nothing and presumes nothing in a PATCH, inside of objects and alternatives too', () => {
  expect(requiredAnywhere(jsonSchema(newProviderAccount, 'input'))).toBe(true);
  expect(requiredAnywhere(anySubset(jsonSchema(newProviderAccount, 'input')))).toBe(false);
  const line = anySubset(jsonSchema(newLine, 'input'));
  expect(line).not.toHaveProperty('required');
  expect(JSON.stringify(line['properties'])).not.toContain('"default":25');
  expect(Object.keys(line['properties'] as object)).toEqual(
    Object.keys(jsonSchema(newLine, 'input')['properties'] as object),
  );
});
