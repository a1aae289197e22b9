import { type Access, accessRules, accessTo, isAllowed } from './access-rules.js';

const changing = Object.entries(accessRules).filter(([rule]) => !rule.startsWith('GET '));
const open = (access: Access): string[] => changing.filter(([, least]) => least === access).map(([rule]) => rule);

it('closes what has no rule to all but admins', () => {
  for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']) {
    expect(accessTo(method, '/something-new')).toBe('admin');
  }
  expect(accessTo('GET', '/auth/login')).toBe('admin');
});

it('lets nobody change anything who is not signed in, and a viewer nothing either', () => {
  // a provider asks by POST for what it could GET
  expect(open('public')).toEqual(['POST /auth/login', 'POST /phone-codes/:key']);
  expect(open('viewer')).toEqual(['POST /auth/logout']);
});

it('lets responders act on calls, incidents and overrides, and change no configuration', () => {
  const actedOn =
    /^\w+ \/(calls|incidents|deliveries|schedules\/:id\/overrides|lines\/:id\/test-mode|users\/:id\/phone|me)\b/;
  for (const rule of open('responder')) expect(rule).toMatch(actedOn);
  expect(accessTo('POST', '/channels/:id/test')).toBe('admin');
});

it('opens to everybody only what is no secret or has an unguessable name', () => {
  const read = Object.keys(accessRules).filter((rule) => rule.startsWith('GET ') && accessRules[rule] === 'public');
  const named = ['GET /audio/:file', 'GET /phone-codes/:key'];
  expect(read).toEqual(['GET /api/openapi.json', 'GET /api/docs', 'GET /', 'GET /*', ...named]);
  expect(accessTo('GET', '/audio/:id')).toBe('viewer');
});

it('keeps what only admins may read closed, by HEAD too', () => {
  for (const route of ['/api-keys', '/api-keys/:id', '/audit-log']) {
    expect(accessTo('GET', route)).toBe('admin');
    expect(accessTo('HEAD', route)).toBe('admin');
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
