import { z } from 'zod';
import { roles, userDocument } from '../config/documents.js';
import { instant } from '../primitives.js';
import { newUser } from './configuration.js';

/** The user who is signed in. For an API key: its id, name and role, and null for what only people have. */
export const me = userDocument
  .extend({ email: userDocument.shape.email.nullable(), csrfToken: z.string().nullable() })
  .extend({ createdAt: instant.optional(), updatedAt: instant.optional(), id: z.string() });

/** What people may change of themselves. */
export const ownProfile = newUser
  .pick({ name: true, phone: true, timeZone: true, notify: true, password: true })
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
    type: z.enum(['user', 'api-key', 'system']),
    id: z.string(),
    name: z.string(),
    role: z.enum(roles),
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
