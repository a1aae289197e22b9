import { setTimeout as sleep } from 'node:timers/promises';

const freeTries = 3;
const firstMs = 250;
const longestMs = 4000;

/** How long the answer to a try is held back after so many of them: not at all, 0.25 s, 0.5 s … 4 s. */
export function delayAfter(tries: number): number {
  const beyond = Math.ceil(tries) - freeTries;
  return beyond <= 0 ? 0 : Math.min(longestMs, firstMs * 2 ** (beyond - 1));
}

type Sleep = (ms: number, signal: AbortSignal) => Promise<unknown>;

/**
 * Holds answers back, but never more than so many at once: a further one lets the one go that has waited longest, so that a flood
 * neither piles up connections nor refuses anybody.
 */
export class SlowAnswers {
  private readonly held = new Set<AbortController>();

  constructor(
    private readonly most = 200,
    private readonly sleepFor: Sleep = (ms, signal) => sleep(ms, undefined, { signal }),
  ) {}

  async hold(ms: number): Promise<void> {
    if (ms === 0) return;
    const [longest] = this.held;
    if (longest && this.held.size >= this.most) this.release(longest);
    const own = new AbortController();
    this.held.add(own);
    try {
      await this.sleepFor(ms, own.signal);
    } catch (error) {
      if (!own.signal.aborted) throw error;
    } finally {
      this.held.delete(own);
    }
  }

  private release(held: AbortController): void {
    this.held.delete(held);
    held.abort();
  }
}
