import type { DeliveryAnswer } from '@ringdown/chat';
import type { Outcome } from './channel-queue.repository.js';
import { nextStep } from './retry-policy.js';

/** Deliveries that went out as one message, and what the other side answered. */
export interface Tried {
  /** In order, at least one; the message is about the last one. */
  readonly deliveries: readonly {
    readonly id: string;
    /** Tries so far, this one not included. */
    readonly tries: number;
    readonly giveUpAt: Date;
    readonly uncertainSince: Date | null;
  }[];
  readonly answer: DeliveryAnswer;
  readonly beganAt: Date;
  readonly now: Date;
  /** 0…1, drawn for this try. */
  readonly chance: number;
}

const withTheLast = 'It went out as one message with what came after it.';

/**
 * What is written down of each delivery of a message. What went out together has arrived, or failed for good, together; where it is to
 * be tried again, only the first has been tried: the others wait for it, and may be joined by more.
 */
export function outcomesOf({ deliveries, answer, beganAt, now, chance }: Tried): readonly Outcome[] {
  const [first] = deliveries;
  if (!first) return [];
  const step = nextStep(answer, { tries: first.tries + 1, now, giveUpAt: first.giveUpAt, chance });
  const blank = { wasTried: true, lastError: null, detail: null, nextAttemptAt: null, uncertainSince: null };
  switch (step.type) {
    case 'delivered':
      return deliveries.map(({ id }, n) => ({
        ...blank,
        id,
        status: 'delivered',
        detail: n < deliveries.length - 1 ? withTheLast : null,
      }));
    case 'failed':
      return deliveries.map(({ id }) => ({ ...blank, id, status: 'failed', lastError: step.reason }));
    case 'again': {
      const mayHaveArrived = answer.type === 'retry' && answer.afterMs === undefined;
      const uncertainSince = first.uncertainSince ?? (mayHaveArrived ? beganAt : null);
      return [
        { ...blank, id: first.id, status: 'pending', lastError: step.reason, nextAttemptAt: step.at, uncertainSince },
      ];
    }
  }
}
