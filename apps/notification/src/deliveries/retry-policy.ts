import type { DeliveryAnswer } from '@ringdown/chat';
import { assertNever } from '@ringdown/kernel';
import { pauseMs } from './send-rate.js';

export type NextStep =
  | { readonly type: 'delivered' }
  | { readonly type: 'again'; readonly at: Date; readonly reason: string }
  | { readonly type: 'failed'; readonly reason: string };

/** Where a delivery stands after a try. */
export interface Tried {
  /** Tries since the last start, this one included. */
  readonly tries: number;
  readonly now: Date;
  /** No try begins after this. */
  readonly giveUpAt: Date;
  /** 0…1, drawn for this try. */
  readonly chance: number;
}

const firstDelayMs = 1000;
const longestDelayMs = 15 * 60_000;

/**
 * Accepted, again later, or failed for good. Our own backoff (1 s, 2 s, 4 s … 15 min, spread by half) holds in any case: a
 * `Retry-After` makes the wait longer, never shorter, and never longer than a channel may be paused.
 */
export function nextStep(answer: DeliveryAnswer, { tries, now, giveUpAt, chance }: Tried): NextStep {
  switch (answer.type) {
    case 'accepted':
      return { type: 'delivered' };
    case 'failed-for-good':
      return { type: 'failed', reason: answer.reason };
    case 'retry': {
      const backoffMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (tries - 1)) * (0.5 + chance / 2);
      const askedMs = answer.afterMs === undefined ? null : pauseMs(answer.afterMs);
      const after = (ms: number): Date => new Date(now.getTime() + Math.ceil(ms));
      const at = after(Math.max(backoffMs, askedMs ?? 0));
      if (at > giveUpAt) return { type: 'failed', reason: `Given up after ${tries} tries: ${answer.reason}` };
      return { type: 'again', at, reason: answer.reason };
    }
    default:
      return assertNever(answer);
  }
}
