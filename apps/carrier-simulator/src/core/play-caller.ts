import type { Caller } from './caller.js';

interface CallerHands {
  readonly hangUp: () => void;
  readonly press: (key: string) => void;
  readonly gone: AbortSignal;
}

/** Plays the scripted caller: hangs up when it is time, presses the keys that are asked for. */
export class PlayCaller {
  private prompts = 0;

  constructor(
    private readonly caller: Caller,
    private readonly hands: CallerHands,
  ) {}

  started(): void {
    const { hangUpAfterMs } = this.caller;
    if (hangUpAfterMs !== undefined) this.after(hangUpAfterMs, this.hands.hangUp);
  }

  reached(moment: string): void {
    const { hangUpWhen, hangUpDelayMs } = this.caller;
    if (!hangUpWhen) return;
    const awaited = hangUpWhen.includes(':') ? hangUpWhen : `${hangUpWhen}:1`;
    if (moment === awaited) this.after(hangUpDelayMs, this.hands.hangUp);
  }

  prompted(): void {
    const key = this.caller.keys[this.prompts];
    this.prompts += 1;
    if (key) this.after(this.caller.pressAfterMs, () => this.hands.press(key));
  }

  private after(ms: number, act: () => void): void {
    const timer = setTimeout(act, ms);
    this.hands.gone.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }
}
