import { docsPage } from './docs-page.js';
import { openApi } from './open-api.js';
import { operations } from './operations.js';

const document = openApi(operations, 'http://127.0.0.1:3000');
type Described = Record<string, unknown> & { operationId: string; parameters: { name: string; in: string }[] };
const paths = document['paths'] as Record<string, Record<string, Described>>;
const described = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

it('describes every operation once', () => {
  expect(document['openapi']).toBe('3.1.0');
  expect(described).toHaveLength(Object.keys(operations).length);
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
  for (const secret of ['authToken', 'keySecret', 'urlSecret', 'tokenSecret', 'tokenHash', 'password']) {
    expect(answers).not.toContain(secret);
  }
});

it('shows each of them on a page without scripts', () => {
  const page = docsPage(document);
  expect(page.match(/<details>/g)).toHaveLength(described.length);
  expect(page).not.toContain('<script');
});
