import { z } from 'zod';
import { roles, userDocument } from '../config/documents.js';
import { instant, storable } from '../primitives.js';
import { newUser } from './configuration.js';

/** The user who is signed in. For an API key: its id, name and role, and null for what only people have. */
export const me = userDocument
  .omit({ absences: true, calendarTokenVersion: true })
  .extend({ pushUrl: z.string().nullable().optional() })
  .extend({
    email: userDocument.shape.email.nullable(),
    csrfToken: z.string().nullable(),
    calendarUrl: z.string().nullable(),
  })
  .extend({ createdAt: instant.optional(), updatedAt: instant.optional(), id: z.string() });

/** Whoever sets a new password for themselves proves with the present one that it is them. */
export const currentPassword = { currentPassword: storable(z.string().max(1000)).optional() };

/** What people may change of themselves. */
export const ownProfile = newUser
  .pick({ name: true, phone: true, timeZone: true, notify: true, pushUrl: true, shiftNotices: true, password: true })
  .extend(currentPassword)
  .strict();

export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  /** The first characters of the key. */
  prefix: z.string(),
  createdAt: instant,
});
/** Only the answer that creates a key has the key itself. */
export const createdApiKey = apiKey.extend({ key: z.string() });

export const auditEntry = z.object({
  id: z.string(),
  at: instant,
  actor: z.object({
    /** `anonymous`: who tried to sign in, or to prove who they are, in vain. */
    type: z.enum(['user', 'api-key', 'system', 'anonymous']),
    id: z.string(),
    name: z.string(),
    role: z.enum(roles).nullable(),
  }),
  ip: z.string().nullable(),
  action: z.string(),
  what: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  /** Without secrets; null where there was nothing before. */
  before: z.unknown(),
  after: z.unknown(),
});

/** What a try at the other side (a provider, a channel) came to. */
export const trial = z.object({ ok: z.boolean(), detail: z.string() });
