import { z } from 'zod';
import { neverAborted, pause } from '../calls/abortable-wait.js';
import type { Answer, Asked } from './answer.js';

/** Failures that a server answers with on order, one after the other. Without `times` a failure lasts until replaced. */
const failureSchema = z.object({
  status: z.number().int().min(400).max(599).optional(),
  retryAfter: z.number().int().nonnegative().optional(),
  /** Takes the request and never answers. */
  timeout: z.boolean().default(false),
  delayMs: z.number().nonnegative().default(0),
  /** Carries out the request, and answers with the failure all the same. */
  afterEffect: z.boolean().default(false),
  times: z.number().int().positive().optional(),
  /** Only requests whose method and path contain this, as in `POST /2010-04-01/Accounts/AC…/Calls/`. */
  only: z.string().default(''),
});

/** A chat room's failures, which may hide: Teams answers 200 with the error in its text. */
const inboxFailureSchema = failureSchema.extend({
  status: z.number().int().min(200).max(599).optional(),
  /** The text of the answer. */
  body: z.string().max(10_000).optional(),
});

export type Failure = z.infer<typeof inboxFailureSchema>;
export const failureListSchema = z.object({ failures: z.array(failureSchema) });
export const inboxFailureListSchema = z.object({ failures: z.array(inboxFailureSchema) });

export class FailureScript {
  private failures: Failure[] = [];

  replace(failures: readonly Failure[]): void {
    this.failures = [...failures];
  }

  /** The failure for this request, counted off. */
  next(request: string): Failure | undefined {
    const at = this.failures.findIndex(({ only }) => request.includes(only));
    const failure = this.failures[at];
    if (!failure?.times) return failure;
    if (failure.times === 1) this.failures.splice(at, 1);
    else this.failures[at] = { ...failure, times: failure.times - 1 };
    return failure;
  }
}

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
