import { z } from 'zod';
import { faultInjectionSchema } from '../webhooks/fault-injection.js';
import type { Phone } from './phone.js';

const behaviours = [
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
const personSchema = z.object({
  behaviour: z.enum(behaviours),
  answerAfterMs: z.number().nonnegative().default(50),
  pressAfterMs: z.number().nonnegative().default(50),
  /** The keys for the first, second, … prompt, in place of the behaviour's own; `null` is none, the last one repeats. */
  keys: z
    .array(
      z
        .string()
        .regex(/^[0-9*#]$/)
        .nullable(),
    )
    .min(1)
    .optional(),
  /** In the requests about a call that is placed to this phone. */
  misbehave: z.array(faultInjectionSchema).optional(),
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

/** The phones that have nobody of their own at them. */
export const anybody = 'any';

/** A number without a scripted person rings until the timeout. */
export const unknownPerson: Person = personSchema.parse({ behaviour: 'no-answer' });

const defaultTalkSeconds = 5;

function talkMsOf(person: Person, secondMs: number): number {
  return person.talkMs ?? (person.talkSeconds ?? defaultTalkSeconds) * secondMs;
}

const keysByBehaviour: Partial<Record<Person['behaviour'], string>> = { accept: '1', pass: '2', 'wrong-key': '9' };

/** What this person presses at the n-th prompt (from 1), if anything. */
function keyAtPrompt(person: Person, prompt: number): string | undefined {
  if (person.keys) return person.keys[Math.min(prompt, person.keys.length) - 1] ?? undefined;
  return keysByBehaviour[person.behaviour];
}

/** Plays a scripted person on a ringing phone. Their timers end with their side of the call. */
export class ResponderScript {
  private prompts = 0;

  constructor(
    private readonly person: Person,
    private readonly phone: Phone,
    private readonly secondMs: number,
  ) {}

  ringing(): void {
    const { behaviour, answerAfterMs } = this.person;
    if (behaviour === 'manual' || behaviour === 'no-answer') return;
    const react = behaviour === 'busy' ? () => this.phone.decline() : () => this.phone.answer();
    this.after(answerAfterMs, react);
  }

  /** A prompt asks this person for a key. */
  prompted(press: (key: string) => void): void {
    this.prompts += 1;
    const { behaviour, pressAfterMs } = this.person;
    if (behaviour === 'hangs-up-during-prompt') return this.after(pressAfterMs, () => this.phone.hangUp());
    const key = keyAtPrompt(this.person, this.prompts);
    if (key) this.after(pressAfterMs, () => press(key));
  }

  /** The two sides hear each other; whoever is to hang up does so when they have talked. */
  connected(hangUpCaller: () => void): void {
    if (this.person.behaviour === 'manual') return;
    const hangUp = this.person.hangsUp === 'caller' ? hangUpCaller : () => this.phone.hangUp();
    this.after(talkMsOf(this.person, this.secondMs), hangUp);
  }

  private after(ms: number, act: () => void): void {
    const timer = setTimeout(act, ms);
    this.phone.gone.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }
}
