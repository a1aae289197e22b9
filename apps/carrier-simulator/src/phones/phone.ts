import { Interrupted, until } from '../calls/abortable-wait.js';

export type RingAnswer = 'answered' | 'declined';

/** A telephone: what its user can do, and what the network notices of that. */
export class Phone {
  private readonly hungUp = new AbortController();
  private readonly keyListeners = new Set<(key: string) => void>();
  private readonly ringListeners = new Set<(answer: RingAnswer) => void>();
  private ringAnswer: RingAnswer | undefined;

  constructor(readonly number: string) {}

  /** Aborts when this side is gone, whoever ended it. */
  get gone(): AbortSignal {
    return this.hungUp.signal;
  }

  answer(): void {
    this.respond('answered');
  }

  decline(): void {
    this.respond('declined');
  }

  /** True where somebody was listening for keys. A key that nobody listens for is lost, as on a real line. */
  press(key: string): boolean {
    const heard = this.keyListeners.size > 0;
    for (const listener of [...this.keyListeners]) listener(key);
    return heard;
  }

  hangUp(): void {
    this.hungUp.abort(new Interrupted('leg-gone'));
  }

  onKey(listener: (key: string) => void): () => void {
    this.keyListeners.add(listener);
    return () => this.keyListeners.delete(listener);
  }

  onRingAnswer(listener: (answer: RingAnswer) => void): () => void {
    if (this.ringAnswer) listener(this.ringAnswer);
    this.ringListeners.add(listener);
    return () => this.ringListeners.delete(listener);
  }

  private respond(answer: RingAnswer): void {
    if (this.ringAnswer || this.gone.aborted) return;
    this.ringAnswer = answer;
    for (const listener of [...this.ringListeners]) listener(answer);
  }
}

/** Buffers the keys that are pressed on a telephone until they are read. Close it when no more are wanted. */
export class KeyBuffer {
  private readonly keys: string[] = [];
  private waiter: (() => void) | undefined;
  private readonly first = new AbortController();
  readonly close: () => void;

  constructor(phone: Phone) {
    this.close = phone.onKey((key) => {
      this.keys.push(key);
      this.first.abort();
      this.waiter?.();
    });
  }

  /** Aborts with the first key. */
  get touched(): AbortSignal {
    return this.first.signal;
  }

  /** The next key, or nothing within `ms`. */
  async next(ms: number, signal: AbortSignal): Promise<string | undefined> {
    if (this.keys.length === 0) {
      await until<true>(ms, signal, (report) => {
        this.waiter = () => report(true);
        return () => (this.waiter = undefined);
      });
    }
    return this.keys.shift();
  }
}

/** What a party can do at the telephone of a call. */
export interface HandsetControls {
  readonly phone: Phone;
  readonly hangUp: () => void;
  readonly press: (key: string) => void;
}
