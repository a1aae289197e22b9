import type { DeliveryAnswer } from '@ringdown/chat';
import type { Standing } from './channel-queue.repository.js';
import type { ChannelPolicy } from './channel-policy.js';
import { failuresUntilOpen } from './plan-turn.js';
import { pauseMs, Reservation } from './send-rate.js';

/** After so many answers in a row that nobody is there any more, nothing is sent there again. */
const goneUntilDisabled = 3;
const firstClosedMs = 10_000;
const longestClosedMs = 5 * 60_000;

interface TurnResult {
  readonly policy: ChannelPolicy;
  readonly now: Date;
  readonly answers: readonly DeliveryAnswer[];
  /** The channel as it is now, should it be disabled. */
  readonly target: string;
}

/**
 * How a channel stands after a turn. One that does not get through five times in a row is closed, for 10 s, 20 s … 5 minutes, and then
 * one message tries it: a dead one costs nobody else a connection. One that asks for a pause gets it.
 */
export function standingAfter(before: Standing, { policy, now, answers, target }: TurnResult): Standing {
  const sent = new Reservation(before.reserved_until, policy.rate).after(answers.length, now);
  return answers.reduce<Standing>((standing, answer) => afterAnswer(standing, answer, now, target), {
    ...before,
    reserved_until: answers.length > 0 ? sent : before.reserved_until,
    closed_until: null,
  });
}

function afterAnswer(standing: Standing, answer: DeliveryAnswer, now: Date, target: string): Standing {
  const later = (ms: number): Date => new Date(now.getTime() + ms);
  switch (answer.type) {
    case 'accepted':
      return { ...standing, failures: 0, gone: 0, failing_since: null };
    case 'retry': {
      if (answer.afterMs !== undefined) return { ...standing, closed_until: later(pauseMs(answer.afterMs)) };
      const failures = standing.failures + 1;
      const closedMs = Math.min(longestClosedMs, firstClosedMs * 2 ** Math.max(0, failures - failuresUntilOpen));
      return {
        ...standing,
        failures,
        closed_until: failures >= failuresUntilOpen ? later(closedMs) : standing.closed_until,
      };
    }
    case 'failed-for-good': {
      const gone = answer.isGone ? standing.gone + 1 : 0;
      const isDisabled = gone >= goneUntilDisabled;
      return {
        ...standing,
        failures: 0,
        gone,
        failing_since: standing.failing_since ?? now,
        ...(isDisabled ? { disabled_at: now, disabled_target: target } : {}),
      };
    }
  }
}
