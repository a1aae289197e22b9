import { z } from 'zod';
import type { HandsetControls } from './phone.js';

/** A moment of a call: `ringing:1`, `screening:2`, `connected`, `message`, `welcome`. Without a number: the first one. */
const momentPattern = /^(welcome|ringing|screening|connected|message)(:[1-9]\d*)?$/;

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

type Caller = z.infer<typeof callerSchema>;

/** Plays the scripted caller: hangs up when it is time, presses a key at each prompt. */
export class CallerScript {
  private prompts = 0;

  constructor(
    private readonly caller: Caller,
    private readonly controls: HandsetControls,
  ) {}

  started(): void {
    const { hangUpAfterMs } = this.caller;
    if (hangUpAfterMs !== undefined) this.after(hangUpAfterMs, this.controls.hangUp);
  }

  reached(moment: string): void {
    const { hangUpWhen, hangUpDelayMs } = this.caller;
    if (!hangUpWhen) return;
    const awaited = hangUpWhen.includes(':') ? hangUpWhen : `${hangUpWhen}:1`;
    if (moment === awaited) this.after(hangUpDelayMs, this.controls.hangUp);
  }

  prompted(): void {
    const key = this.caller.keys[this.prompts];
    this.prompts += 1;
    if (key) this.after(this.caller.pressAfterMs, () => this.controls.press(key));
  }

  private after(ms: number, act: () => void): void {
    const timer = setTimeout(act, ms);
    this.controls.phone.gone.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }
}
