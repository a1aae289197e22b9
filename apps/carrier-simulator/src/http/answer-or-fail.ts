import type { Failure, FailureScript } from '../core/failure-script.js';
import { neverAborted } from '../core/never.js';
import { pause } from '../core/pause.js';
import type { Answer, Asked } from './answer.js';

const heldMs = 60_000;

/**
 * Answers, unless the script has a failure for this request: then with that, in place of doing what was asked or (with
 * `afterEffect`) after it. `failAs` says nothing where the failure was only a delay.
 */
export async function answerOrFail(
  script: FailureScript,
  asked: Asked,
  answerOf: () => Answer,
  failAs: (failure: Failure) => Answer | undefined,
): Promise<Answer> {
  const failure = script.next(`${asked.method} ${asked.path}`);
  const fail = async (due: Failure): Promise<Answer | undefined> => {
    await pause(due.timeout ? heldMs : due.delayMs, neverAborted);
    return failAs(due);
  };
  if (failure && !failure.afterEffect) {
    const failed = await fail(failure);
    if (failed) return failed;
  }
  const answer = answerOf();
  return (failure?.afterEffect ? await fail(failure) : undefined) ?? answer;
}
