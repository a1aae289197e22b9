import { z } from 'zod';
import { instant, storableText } from '../primitives.js';
import { page, pageQuery } from './lists.js';

/** An event that a consumer can never take as things stand, kept with the reason until somebody replays or deletes it. */
export const deadLetter = z.object({
  id: z.string(),
  /** Whose: `incident-apply-alerts`. */
  consumer: z.string(),
  /** What happened: `ingest.alert-accepted.v1`. */
  event: z.string(),
  reason: z.string(),
  /** How often it failed. */
  attempts: z.number().int(),
  /** When it failed last. */
  at: instant,
  /** What the event says; text where it is no JSON, or is cut because it is longer than 256 KiB. */
  data: z.unknown(),
});
export type DeadLetter = z.infer<typeof deadLetter>;

export const deadLettersQuery = pageQuery.extend({ consumer: storableText.optional() });

/** `missing`: the services that did not answer, whose dead letters are not in the list. */
export const deadLettersAnswer = page(deadLetter).extend({ missing: z.array(z.string()) });
