import { accessTo, isAllowed } from './access-rules.js';

it('lets whoever is signed in read and only admins change, unless a rule says otherwise', () => {
  expect(accessTo('GET', '/lines')).toBe('viewer');
  expect(accessTo('HEAD', '/lines')).toBe('viewer');
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']) {
    expect(accessTo(method, '/something-new')).toBe('admin');
  }
});

it('opens nothing of the API but the sign-in to everybody', () => {
  expect(accessTo('POST', '/auth/login')).toBe('public');
  expect(accessTo('GET', '/auth/login')).toBe('viewer');
});

it('hands to everybody what only those can ask for who know its name', () => {
  expect(accessTo('GET', '/audio/:file')).toBe('public');
  expect(accessTo('POST', '/phone-codes/:key')).toBe('public');
  expect(accessTo('GET', '/audio/:id')).toBe('viewer');
  expect(accessTo('GET', '/audio/:id/content')).toBe('viewer');
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
