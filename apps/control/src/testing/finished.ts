import type { Computation } from '../api/slices.js';

/** What a computation comes to, all in one go. */
export function finished<Answer>(computation: Computation<Answer>): Answer {
  for (;;) {
    const { done, value } = computation.next();
    if (done) return value;
  }
}
