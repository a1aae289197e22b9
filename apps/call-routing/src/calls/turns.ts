import { Mutex } from 'async-mutex';

/** What has the same key is done one after the other. */
export class Turns {
  private readonly mutexes = new Map<string, Mutex>();

  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = this.mutexes.get(key) ?? new Mutex();
    this.mutexes.set(key, turn);
    try {
      return await turn.runExclusive(work);
    } finally {
      if (!turn.isLocked()) this.mutexes.delete(key);
    }
  }
}
