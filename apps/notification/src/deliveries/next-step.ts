import type { DeliveryAnswer } from '@ringdown/chat';
import { assertNever } from '@ringdown/kernel';

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

/** Accepted, again later (1 s, 2 s, 4 s … 15 min, spread by half; a `Retry-After` is kept to the letter), or failed for good. */
export function nextStep(answer: DeliveryAnswer, { tries, now, giveUpAt, chance }: Tried): NextStep {
  switch (answer.type) {
    case 'accepted':
      return { type: 'delivered' };
    case 'failed-for-good':
      return { type: 'failed', reason: answer.reason };
    case 'retry': {
      const backoffMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (tries - 1)) * (0.5 + chance / 2);
      const at = new Date(now.getTime() + Math.ceil(answer.afterMs ?? backoffMs));
      if (at > giveUpAt) return { type: 'failed', reason: `Given up after ${tries} tries: ${answer.reason}` };
      return { type: 'again', at, reason: answer.reason };
    }
    default:
      return assertNever(answer);
  }
}
