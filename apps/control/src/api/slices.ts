import { Injectable } from '@nestjs/common';
import { TooMany } from '@ringdown/kernel';

/** How long control computes before it looks what else there is to do. */
const sliceMs = 5;
/** So many computations of one actor may wait; memory is for everybody. */
export const mostWaiting = 50;

/** Something to compute, which can be left and taken up again after each `next`. */
export type Computation<Answer> = Generator<unknown, Answer>;

interface Task {
  /** True once it is settled. */
  advance(until: number): boolean;
}

/**
 * Computes what takes long a slice at a time, so that control answers everybody else meanwhile. Actors take turns, and one actor's
 * computations go one after another: whoever wants fifty of them waits for their own.
 */
@Injectable()
export class Slices {
  /** By actor; the order of the map is whose turn it is. */
  private readonly waiting = new Map<string, Task[]>();
  private isRunning = false;

  /** @throws TooMany, and whatever the computation throws. */
  compute<Answer>(actorId: string, computation: Computation<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const tasks = this.waiting.get(actorId) ?? [];
      if (tasks.length >= mostWaiting) {
        throw new TooMany('Your earlier requests are still being computed. Try again in a moment.', 1);
      }
      tasks.push(taskOf(computation, resolve, reject));
      this.waiting.set(actorId, tasks);
      if (!this.isRunning) this.goOn();
    });
  }

  private goOn(): void {
    this.isRunning = this.waiting.size > 0;
    if (this.isRunning) setImmediate(() => this.slice());
  }

  private slice(): void {
    const until = performance.now() + sliceMs;
    for (const [actorId, tasks] of this.waiting) {
      if (performance.now() >= until) break;
      this.waiting.delete(actorId);
      if (tasks[0]?.advance(until)) tasks.shift();
      if (tasks.length > 0) this.waiting.set(actorId, tasks);
    }
    this.goOn();
  }
}

function taskOf<Answer>(
  computation: Computation<Answer>,
  resolve: (answer: Answer) => void,
  reject: (error: unknown) => void,
): Task {
  return {
    advance: (until) => {
      try {
        do {
          const { done, value } = computation.next();
          if (done) {
            resolve(value);
            return true;
          }
        } while (performance.now() < until);
        return false;
      } catch (error) {
        reject(error);
        return true;
      }
    },
  };
}
