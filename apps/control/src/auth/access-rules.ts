import type { Role } from '../who/index.js';

/** Who may call a route: anyone at all, or whoever has at least this role. */
export type Access = 'public' | Role;

const ranks: Readonly<Record<Role, number>> = { viewer: 1, responder: 2, admin: 3 };

export const isAllowed = (role: Role, access: Access): boolean => access === 'public' || ranks[role] >= ranks[access];

/** The five routes of a kind of configuration: everybody who is signed in reads it, admins change it. */
const configuration = (path: string): Readonly<Record<string, Access>> => ({
  [`GET /${path}`]: 'viewer',
  [`GET /${path}/:id`]: 'viewer',
  [`POST /${path}`]: 'admin',
  [`PATCH /${path}/:id`]: 'admin',
  [`DELETE /${path}/:id`]: 'admin',
});

/** Who may call which route, by method and route below /api/v1. A test fails for a route that has no rule here. */
export const accessRules: Readonly<Record<string, Access>> = {
  'POST /auth/login': 'public',
  'POST /auth/logout': 'viewer',
  'GET /api/openapi.json': 'public',
  'GET /api/docs': 'public',
  // the console's files, which know nothing
  'GET /': 'public',
  'GET /*': 'public',
  // who knows the name may have it: the voice providers
  'GET /audio/:file': 'public',
  'GET /phone-codes/:key': 'public',
  'POST /phone-codes/:key': 'public',

  'GET /me': 'viewer',
  'PATCH /me': 'responder',
  'GET /api-keys': 'admin',
  'GET /api-keys/:id': 'admin',
  'POST /api-keys': 'admin',
  'DELETE /api-keys/:id': 'admin',
  'GET /audit-log': 'admin',
  'GET /dead-letters': 'admin',
  'POST /dead-letters/:id/replay': 'admin',
  'DELETE /dead-letters/:id': 'admin',
  'GET /settings': 'viewer',
  'PATCH /settings': 'admin',
  'GET /readiness': 'viewer',

  ...configuration('users'),
  'POST /users/:id/phone/verify': 'responder',
  'POST /users/:id/phone/confirm': 'responder',
  ...configuration('teams'),
  ...configuration('contacts'),
  ...configuration('schedules'),
  'GET /on-call': 'viewer',
  'GET /schedules/:id/on-call': 'viewer',
  'GET /schedules/:id/shifts': 'viewer',
  'GET /schedules/:id/overrides': 'viewer',
  'POST /schedules/:id/overrides': 'responder',
  'DELETE /schedules/:id/overrides/:overrideId': 'responder',
  ...configuration('escalation-policies'),
  ...configuration('provider-accounts'),
  'POST /provider-accounts/:id/verify': 'admin',
  ...configuration('lines'),
  'GET /lines/:id/preview': 'viewer',
  'POST /lines/:id/provision': 'admin',
  'POST /lines/:id/test-mode': 'responder',
  'DELETE /lines/:id/test-mode': 'responder',
  'GET /audio': 'viewer',
  'GET /audio/:id': 'viewer',
  'GET /audio/:id/content': 'viewer',
  'POST /audio': 'admin',
  'DELETE /audio/:id': 'admin',
  ...configuration('integrations'),
  'POST /integrations/:id/rotate-token': 'admin',
  ...configuration('channels'),
  'POST /channels/:id/test': 'admin',

  'GET /calls': 'viewer',
  'GET /calls/:id': 'viewer',
  'GET /calls/:id/recording': 'viewer',
  'GET /calls/:id/voicemail': 'viewer',
  'GET /calls/export.csv': 'viewer',
  'PATCH /calls/:id': 'responder',
  'DELETE /calls/:id': 'responder',
  'POST /calls/:id/incident': 'responder',
  'PUT /calls/:id/incident': 'responder',
  'DELETE /calls/:id/incident': 'responder',
  'POST /calls/:id/contact': 'responder',
  'GET /incidents': 'viewer',
  'GET /incidents/:id': 'viewer',
  'POST /incidents': 'responder',
  'PATCH /incidents/:id': 'responder',
  'POST /incidents/:id/acknowledge': 'responder',
  'POST /incidents/:id/resolve': 'responder',
  'POST /incidents/:id/reopen': 'responder',
  'POST /incidents/:id/notes': 'responder',
  'GET /deliveries': 'viewer',
  'POST /deliveries/:id/resend': 'responder',
};

/** How a rule is found: HEAD is GET without a body. */
export const ruleName = (method: string, route: string): string => `${method === 'HEAD' ? 'GET' : method} ${route}`;

/** `route` is the pattern, e.g. `/lines/:id`. What has no rule is closed to all but admins until somebody decides otherwise. */
export const accessTo = (method: string, route: string): Access => accessRules[ruleName(method, route)] ?? 'admin';
