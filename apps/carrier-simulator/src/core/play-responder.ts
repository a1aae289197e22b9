import type { Phone } from './phone.js';
import { keyAtPrompt, type Person, talkMsOf } from './person.js';

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
