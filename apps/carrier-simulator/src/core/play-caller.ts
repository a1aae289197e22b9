import type { Caller } from './caller.js';

interface HandsetControls {
  readonly hangUp: () => void;
  readonly press: (key: string) => void;
  readonly gone: AbortSignal;
}

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
    this.controls.gone.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }
}
