import type { Phone } from './phone.js';
import { until } from './pause.js';

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
