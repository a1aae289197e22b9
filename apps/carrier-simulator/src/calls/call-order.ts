import { z } from 'zod';
import { callerSchema } from '../phones/caller.js';
import { personInputSchema } from '../phones/person.js';
import { faultInjectionSchema } from '../webhooks/fault-injection.js';
import { timingSchema } from './timing.js';

/** What a simulated call is to be like: who calls, who picks up, what goes wrong. */
export const callOrderSchema = z.object({
  from: z.string(),
  to: z.string(),
  people: z.record(z.string(), personInputSchema).default({}),
  caller: callerSchema.prefault({}),
  misbehave: z.array(faultInjectionSchema).default([]),
  timing: timingSchema.default({}),
  /** Each has been seen, or is conceivable, for a leg that was picked up and never bridged. */
  failedScreenStatus: z.enum(['completed', 'no-answer', 'failed']).default('completed'),
  /** What an interrupted dial reports when the call is sent elsewhere while it still rings: undocumented. */
  interruptedDialStatus: z.enum(['canceled', 'no-answer', 'completed']).default('canceled'),
  /** Whether an interrupted dial's action is requested at all when the call is sent elsewhere. Twilio does, Plivo does not say. */
  actionAfterRedirect: z.boolean().default(true),
  /** Whether the caller's hanging up during a dial still leads to a request of its action. */
  actionAfterHangup: z.boolean().default(true),
  /** From when on Plivo matches a responder's keys with `digitsMatchBLeg`, if at all: undocumented. */
  digitsMatchFrom: z.enum(['pick-up', 'connection', 'never']).default('pick-up'),
  /** What the provider says in addition or instead, in every request about the caller's leg, such as `StirVerstat`. */
  params: z.record(z.string(), z.string()).default({}),
  recording: z.object({ absent: z.boolean().default(false), transcript: z.string().optional() }).prefault({}),
});

export type CallOrder = z.infer<typeof callOrderSchema>;
