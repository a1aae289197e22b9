import { z } from 'zod';

/** A moment of a call: `ringing:1`, `screening:2`, `connected`, `message`, `welcome`. Without a number: the first one. */
export const momentPattern = /^(welcome|ringing|screening|connected|message)(:[1-9]\d*)?$/;

/** What the caller does. Milliseconds are real ones, seconds are telephone seconds. */
export const callerSchema = z.object({
  hangUpAfterMs: z.number().nonnegative().optional(),
  hangUpWhen: z.string().regex(momentPattern).optional(),
  hangUpDelayMs: z.number().nonnegative().default(0),
  /** `null`: says nothing at the tone. */
  message: z
    .object({
      seconds: z.number().positive(),
      endedBy: z.enum(['#', 'hangup', 'silence']).default('hangup'),
      text: z.string().optional(),
    })
    .nullable()
    .default({ seconds: 5, endedBy: 'hangup' }),
  /** What the caller presses at the first, second, … prompt that asks for keys. */
  keys: z.array(z.string().regex(/^[0-9*#]$/)).default([]),
  pressAfterMs: z.number().nonnegative().default(50),
});

export type Caller = z.infer<typeof callerSchema>;
