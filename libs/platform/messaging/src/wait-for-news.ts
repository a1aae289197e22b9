import type { DeadLetters } from './dead-letters.js';

/** What is later than this was kept from us by an outage, of this process or of what it needs. */
export const lateMs = 2000;
/** An outage so long has kept events in journals, which reach a stream only some moments after it. */
const longOutageMs = 5000;
const settleMs = 500;
/** Most wait for no more than the consumer's start; what waits for a backlog looks less often. */
const soonMs = 250;
const soonWithinMs = 1500;
const againMs = 1000;
const mostKeys = 10_000;

/**
 * What was kept from us by an outage may have become needless in it, by an event that is on its way. So it waits until the consumer
 * of such events has taken what had happened by when it was found to be late.
 */
export class WaitForNews {
  private readonly foundLate = new Map<string, number>();

  constructor(
    private readonly consumers: Pick<DeadLetters, 'isBehind'>,
    private readonly consumer: string,
  ) {}

  /**
   * How long `key`, which was due at `dueAt`, waits until it asks again, in milliseconds; 0: it waits no longer. It counts from
   * `foundAt`, where it has waited for something else before.
   */
  async msFor(key: string, dueAt: Date, now: Date, foundAt = now): Promise<number> {
    const late = now.getTime() - dueAt.getTime();
    if (late < lateMs) return 0;
    const found = this.foundLate.get(key) ?? this.note(key, foundAt.getTime());
    const settles = late >= longOutageMs && now.getTime() - found < settleMs;
    if (settles) return settleMs;
    if (await this.consumers.isBehind(this.consumer, new Date(found)))
      return now.getTime() - found < soonWithinMs ? soonMs : againMs;
    this.foundLate.delete(key);
    return 0;
  }

  forget(key: string): void {
    this.foundLate.delete(key);
  }

  private note(key: string, at: number): number {
    const [oldest] = this.foundLate.size >= mostKeys ? this.foundLate.keys() : [];
    if (oldest !== undefined) this.foundLate.delete(oldest);
    this.foundLate.set(key, at);
    return at;
  }
}
