import { z } from 'zod';

export const behaviours = [
  'accept',
  'pass',
  'wrong-key',
  'silent',
  'voicemail',
  'busy',
  'no-answer',
  'unreachable',
  'hangs-up-during-prompt',
  'manual',
] as const;

/** How somebody behaves when their phone rings. Milliseconds are real ones; `talkSeconds` are telephone seconds. */
export const personSchema = z.object({
  behaviour: z.enum(behaviours),
  answerAfterMs: z.number().nonnegative().default(50),
  pressAfterMs: z.number().nonnegative().default(50),
  /** The keys for the first, second, … prompt, in place of the behaviour's own; the last one repeats. */
  keys: z
    .array(z.string().regex(/^[0-9*#]$/))
    .min(1)
    .optional(),
  talkMs: z.number().nonnegative().optional(),
  talkSeconds: z.number().nonnegative().optional(),
  hangsUp: z.enum(['responder', 'caller']).default('responder'),
});

/** `"accept"` is short for `{ "behaviour": "accept" }`. */
export const personInputSchema = z.union([
  z.enum(behaviours).transform((behaviour) => personSchema.parse({ behaviour })),
  personSchema,
]);

export type Person = z.infer<typeof personSchema>;

/** A number without a scripted person rings until the timeout. */
export const unknownPerson: Person = personSchema.parse({ behaviour: 'no-answer' });

const defaultTalkSeconds = 5;

export function talkMsOf(person: Person, secondMs: number): number {
  return person.talkMs ?? (person.talkSeconds ?? defaultTalkSeconds) * secondMs;
}

const keysByBehaviour: Partial<Record<Person['behaviour'], string>> = { accept: '1', pass: '2', 'wrong-key': '9' };

/** What this person presses at the n-th prompt (from 1), if anything. */
export function keyAtPrompt(person: Person, prompt: number): string | undefined {
  if (person.keys) return person.keys[Math.min(prompt, person.keys.length) - 1];
  return keysByBehaviour[person.behaviour];
}
