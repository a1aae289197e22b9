import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';

/** Slack waits for 3 s; the way to us and back is in them. */
const answerWithinMs = 2000;

/** Answers Slack in time: what takes longer goes on, and is told when it is done. */
@Injectable()
export class LateAnswers implements BeforeApplicationShutdown {
  private readonly underWay = new Set<Promise<void>>();

  /** What came of it, or null where that takes too long: then `late` gets it. @throws what `work` throws in time. */
  async within<T>(work: Promise<T>, late: (result: T) => Promise<void>): Promise<{ readonly result: T } | null> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), answerWithinMs)));
    const first = await Promise.race([work.then((result) => ({ result })), deadline]).finally(() =>
      clearTimeout(timer),
    );
    if (first === null) this.goOn(work.then(late));
    return first;
  }

  /** A stop waits for what somebody was promised. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** It is done although nobody waits for it. */
  goOn(work: Promise<void>): void {
    const followed = work.catch(() => undefined).finally(() => this.underWay.delete(followed));
    this.underWay.add(followed);
  }
}
