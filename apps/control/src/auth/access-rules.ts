import type { Role } from '../who/index.js';

/** Who may call a route: anyone at all, or whoever has at least this role. */
export type Access = 'public' | Role;

const ranks: Readonly<Record<Role, number>> = { viewer: 1, responder: 2, admin: 3 };

export const isAllowed = (role: Role, access: Access): boolean => access === 'public' || ranks[role] >= ranks[access];

/**
 * Everybody who is signed in reads, only admins change. These are the exceptions, by method and route below /api/v1; what is not named
 * here is closed to all but admins, so a new route that changes something is safe until somebody decides otherwise.
 */
const exceptions: Readonly<Record<string, Access>> = {
  'POST /auth/login': 'public',
  'GET /api/openapi.json': 'public',
  'GET /api/docs': 'public',
  'GET /audio/:file': 'public',
  'GET /phone-codes/:key': 'public',
  'POST /phone-codes/:key': 'public',
  'POST /auth/logout': 'viewer',
  'PATCH /me': 'responder',
  'GET /api-keys': 'admin',
  'GET /api-keys/:id': 'admin',
  'GET /audit-log': 'admin',
  'POST /schedules/:id/overrides': 'responder',
  'DELETE /schedules/:id/overrides/:overrideId': 'responder',
  'POST /users/:id/phone/verify': 'responder',
  'POST /users/:id/phone/confirm': 'responder',
  'POST /lines/:id/test-mode': 'responder',
  'DELETE /lines/:id/test-mode': 'responder',
  'PATCH /calls/:id': 'responder',
  'DELETE /calls/:id': 'responder',
  'POST /calls/:id/incident': 'responder',
  'PUT /calls/:id/incident': 'responder',
  'DELETE /calls/:id/incident': 'responder',
  'POST /calls/:id/contact': 'responder',
  'POST /incidents': 'responder',
  'PATCH /incidents/:id': 'responder',
  'POST /incidents/:id/acknowledge': 'responder',
  'POST /incidents/:id/resolve': 'responder',
  'POST /incidents/:id/reopen': 'responder',
  'POST /incidents/:id/notes': 'responder',
  'POST /deliveries/:id/resend': 'responder',
};

/** `route` is the pattern, e.g. `/lines/:id`. */
export function accessTo(method: string, route: string): Access {
  const reads = method === 'GET' || method === 'HEAD';
  return exceptions[`${reads ? 'GET' : method} ${route}`] ?? (reads ? 'viewer' : 'admin');
}
