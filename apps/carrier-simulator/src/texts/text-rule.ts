import { z } from 'zod';
import { faultInjectionSchema } from '../webhooks/fault-injection.js';

/**
 * How texts to a phone fare. `delivered`: they arrive. `undelivered` and `failed`: they were taken, and the failure is reported
 * afterwards. `unreported`: they arrive, and nothing is ever reported. `lost`: they never arrive, and the last report says "sent".
 * `refused`: the request is answered with an error.
 */
export const textRuleSchema = z.object({
  outcome: z.enum(['delivered', 'undelivered', 'failed', 'unreported', 'lost', 'refused']).default('delivered'),
  /** The provider's code; at Plivo of a refusal, its words. */
  code: z
    .union([z.string().min(1), z.number().int()])
    .transform(String)
    .optional(),
  /** From taking a text to its arrival, or its last report; real milliseconds. */
  afterMs: z.number().nonnegative().default(0),
  /** Of the requests `text-status`. */
  misbehave: z.array(faultInjectionSchema).default([]),
});

export type TextRule = z.infer<typeof textRuleSchema>;

/** A text that a person writes. */
export const personTextSchema = z.object({
  to: z.string().regex(/^\+[1-9]\d{6,14}$/),
  text: z.string().max(1_600),
  /** Of the request `text`. */
  misbehave: z.array(faultInjectionSchema).default([]),
  /** What the provider says in addition or instead. */
  params: z.record(z.string(), z.string()).default({}),
});

export type PersonText = z.infer<typeof personTextSchema>;

const stopWords = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT']);
const startWords = new Set(['START', 'UNSTOP', 'YES']);

/** What both providers take a text for that is nothing but one of these words. */
export function optOutWordOf(text: string): 'stop' | 'start' | undefined {
  const word = text.trim().toUpperCase();
  if (stopWords.has(word)) return 'stop';
  return startWords.has(word) ? 'start' : undefined;
}
