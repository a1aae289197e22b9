import type { OnModuleInit } from '@nestjs/common';
import type { Journal } from '@ringdown/platform-persistence';
import { gauge } from '@ringdown/platform-telemetry';
import { Mutex } from 'async-mutex';
import { LiveCalls } from './live-calls.js';
import { type StoredCall, readCall } from './stored-call.js';
import type { OutboxEvent } from '@ringdown/platform-messaging';

const waitingSteps = gauge('call_journal_steps', 'Steps of calls that wait in the local journal for Postgres');

const mostAtOnce = 64;

/**
 * The steps that Postgres has not got yet, on this machine's disk. While a call has some, its further steps go here too,
 * and its truth is in memory. A process that starts takes over the calls of the one before it.
 */
export class CallJournal implements OnModuleInit {
  private readonly steps = new Map<string, number>();
  /** What the disk has not taken yet, or does not take because it is full: behind all that is in the file. */
  private readonly unwritten: JournalledStep[] = [];
  private readonly mutex = new Mutex();
  private appended: () => void = () => undefined;

  constructor(
    private readonly file: Journal<JournalledStep>,
    private readonly live: LiveCalls,
  ) {}

  /** Calls `listener` after each step that came, and once a journal that could not be opened at the start is. */
  whenAppended(listener: () => void): void {
    this.appended = listener;
  }

  get isEmpty(): boolean {
    return this.file.isEmpty && this.unwritten.length === 0;
  }

  /** True while Postgres knows less of this call than we. */
  holds(callId: string): boolean {
    return this.steps.has(callId);
  }

  get problem(): string | null {
    return this.file.problem;
  }

  onModuleInit(): Promise<void> {
    return this.open();
  }

  async open(): Promise<void> {
    this.live.keepWhile((callId) => this.holds(callId));
    await this.file.open(async () => {
      const left = new Map<string, StoredCall>();
      for await (const step of this.file.entries()) {
        const { stored } = readStep(step);
        this.count(stored.call.id, 1);
        left.set(stored.call.id, stored);
      }
      // where the disk could not be read at once, a call may have gone on in memory
      for (const [id, stored] of left) if (!this.live.get(id)) this.live.put(stored);
      this.appended();
    });
  }

  /** Durable on disk once it resolves. Where it rejects, the step waits in memory until the disk or Postgres takes it. */
  append(step: JournalledStep): Promise<void> {
    this.count(step.stored.call.id, 1);
    this.unwritten.push(step);
    const written = this.mutex.runExclusive(async () => {
      while (this.unwritten.includes(step)) await this.writeOldest();
    });
    return written.finally(this.appended);
  }

  /** Hands the oldest steps to `write`, in order, and forgets each that was written. */
  async drain(write: (step: JournalledStep) => Promise<void>): Promise<void> {
    if (!this.file.isEmpty) {
      return this.file.drainEach(async (step) => {
        await write(readStep(step));
        this.count(step.stored.call.id, -1);
      });
    }
    const [step] = this.unwritten;
    if (!step) return;
    // no caller's step waits for this: the disk may take them, this one too, meanwhile
    await write(step);
    while (this.mutex.isLocked()) await this.mutex.waitForUnlock();
    if (this.unwritten[0] !== step) return;
    this.unwritten.shift();
    this.count(step.stored.call.id, -1);
  }

  /** Has the disk take what it did not take before. @throws where it still does not. */
  async secure(): Promise<void> {
    if (this.unwritten.length > 0 && !this.mutex.isLocked()) await this.mutex.runExclusive(() => this.writeOldest());
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async writeOldest(): Promise<void> {
    const steps = this.unwritten.slice(0, mostAtOnce);
    await this.file.append(steps);
    this.unwritten.splice(0, steps.length);
  }

  private count(callId: string, change: number): void {
    const count = (this.steps.get(callId) ?? 0) + change;
    if (count > 0) this.steps.set(callId, count);
    else this.steps.delete(callId);
    waitingSteps.inc(change);
  }
}

/** The whole call after a step that Postgres could not take, and the events that it publishes. */
export interface JournalledStep {
  readonly stored: StoredCall;
  readonly outboxEvents: readonly OutboxEvent[];
}

/** A step as this release or the one before it, which said `facts`, wrote it to the journal. */
export function readStep(step: JournalledStep | { stored: StoredCall; facts: readonly OutboxEvent[] }): JournalledStep {
  const { stored } = step;
  const outboxEvents = 'facts' in step ? step.facts : step.outboxEvents;
  return { stored: { ...stored, call: readCall(stored.call) }, outboxEvents };
}
