import { Semaphore } from 'async-mutex';

/**
 * Does so many works at once; of those that wait the newest comes next. Under a flood whoever comes last is served soon, and those who
 * have waited for long, most of whom are gone, are served when there is time.
 */
export class NewestFirst {
  private readonly turns: Semaphore;
  private newest = 0;

  constructor(atOnce: number) {
    this.turns = new Semaphore(atOnce);
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    this.newest += 1;
    return this.turns.runExclusive(work, 1, this.newest);
  }
}
