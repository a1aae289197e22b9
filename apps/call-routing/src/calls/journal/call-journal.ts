import type { Journal } from '@ringdown/platform-persistence';
import { gauge } from '@ringdown/platform-telemetry';
import { LiveCalls } from '../live-calls.js';
import type { StoredCall } from '../stored-call.js';
import type { JournalledStep } from './journalled-step.js';

const waitingSteps = gauge('call_journal_steps', 'Steps of calls that wait in the local journal for Postgres');

/**
 * The steps that Postgres has not got yet, on this machine's disk. While a call has some, its further steps go here too,
 * and its truth is in memory. A process that starts takes over the calls of the one before it.
 */
export class CallJournal {
  private readonly steps = new Map<string, number>();

  constructor(
    private readonly file: Journal<JournalledStep>,
    private readonly live: LiveCalls,
  ) {}

  get isEmpty(): boolean {
    return this.file.isEmpty;
  }

  /** True while Postgres knows less of this call than we. */
  holds(callId: string): boolean {
    return this.steps.has(callId);
  }

  get problem(): string | null {
    return this.file.problem;
  }

  async open(): Promise<void> {
    this.live.keepWhile((callId) => this.holds(callId));
    await this.file.open(async () => {
      const left = new Map<string, StoredCall>();
      for await (const { stored } of this.file.entries()) {
        this.count(stored.call.id, 1);
        left.set(stored.call.id, stored);
      }
      // where the disk could not be read at once, a call may have gone on in memory
      for (const [id, stored] of left) if (!this.live.get(id)) this.live.put(stored);
    });
  }

  /** Durable on disk once it resolves. */
  async append(step: JournalledStep): Promise<void> {
    const { id } = step.stored.call;
    this.count(id, 1);
    try {
      await this.file.append([step]);
    } catch (error) {
      this.count(id, -1);
      throw error;
    }
  }

  /** Hands the oldest steps to `write`, in order, and forgets each that was written. */
  drain(write: (step: JournalledStep) => Promise<void>): Promise<void> {
    return this.file.drainEach(async (step) => {
      await write(step);
      this.count(step.stored.call.id, -1);
    });
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private count(callId: string, change: number): void {
    const count = (this.steps.get(callId) ?? 0) + change;
    if (count > 0) this.steps.set(callId, count);
    else this.steps.delete(callId);
    waitingSteps.inc(change);
  }
}
