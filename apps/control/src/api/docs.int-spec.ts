import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

it('describes exactly the routes that there are', async () => {
  const there = control.routes
    .filter(({ method, url }) => method !== 'HEAD' && url.startsWith('/api/v1/'))
    .map(({ method, url }) => `${method} ${url.replace('/api/v1', '')}`);
  const { body } = await control.client.get('/api/openapi.json');
  const described = Object.entries(body['paths'] as unknown as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(described.sort()).toEqual([...new Set(there)].sort());
});

it('shows them to everybody, as JSON and as a page', async () => {
  const nobody = control.client.nobody();
  const json = await nobody.get('/api/openapi.json');
  expect({ status: json.status, version: json.body['openapi'] }).toEqual({ status: 200, version: '3.1.0' });
  const page = await nobody.get('/api/docs');
  expect(page.status).toBe(200);
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.text).toContain('/schedules/{id}/on-call');
});
