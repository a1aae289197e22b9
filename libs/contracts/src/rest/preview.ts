import { z } from 'zod';
import { callRoles } from '../events/call.events.js';
import { instant } from '../primitives.js';
import { skipReasons } from './call.js';

const said = { when: z.enum(['welcome', 'progress', 'no_one_on_call', 'no_answer', 'not_in_use']) };

/** The dry run of a line: who would be rung at an instant, and what the caller would hear. */
export const preview = z.object({
  at: instant,
  outcome: z.enum(['rings', 'no_one_on_call', 'rejected']),
  attempts: z.array(
    z.object({
      role: z.enum(callRoles),
      user: z.object({ id: z.string(), name: z.string() }).nullable(),
      /** An ellipsis and the last four digits. */
      phone: z.string().nullable(),
      /** `override`, a layer's name, `test mode`; null where the target is a person or nobody is on call. */
      via: z.string().nullable(),
      skipped: z.enum(skipReasons).nullable(),
      /** In words what keeps them from being rung and what to do, where `skipped` alone does not say it. */
      detail: z.string().nullable(),
      ringSeconds: z.number().int(),
    }),
  ),
  says: z.array(z.union([z.object({ ...said, text: z.string() }), z.object({ ...said, audioId: z.string() })])),
});
export type Preview = z.infer<typeof preview>;
export const previewQuery = z.object({ at: instant.optional() });
