import type { EntityManager } from 'typeorm';

/** What SQL runs on: the pool, or one transaction. Rows come back as plain objects. */
export interface Sql {
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
}

/** SQL that also wakes those who LISTEN on a channel: after the commit of what was written, never where it is rolled back. */
export interface NotifyingSql extends Sql {
  notify(channel: string): void;
}

/** One transaction of the service's own schema: SQL by hand, or entities through its manager. */
export interface Transaction extends NotifyingSql {
  readonly manager: EntityManager;
}

type Query = (text: string, values: unknown[]) => Promise<unknown>;

/**
 * Sends NOTIFY to channels of Postgres, outside the transactions that gave cause to it: a transaction that notifies holds one lock
 * over the whole server until its commit is on disk, so that all that do commit one after another. Channels that are named while a
 * NOTIFY is under way go together with the next one. A NOTIFY may be lost; listeners look from time to time.
 */
export class NotifyQueue {
  private readonly waiting = new Set<string>();
  private isSending = false;

  constructor(private readonly query: Query) {}

  notify(channel: string): void {
    this.waiting.add(channel);
    if (!this.isSending) void this.sendAll();
  }

  /** Runs a transaction, and notifies the channels that it named once it is committed; none where it is rolled back. */
  async after<T>(transaction: (notify: (channel: string) => void) => Promise<T>): Promise<T> {
    const channels = new Set<string>();
    const result = await transaction((channel) => void channels.add(channel));
    for (const channel of channels) this.notify(channel);
    return result;
  }

  private async sendAll(): Promise<void> {
    this.isSending = true;
    try {
      while (this.waiting.size > 0) {
        const channels = [...this.waiting];
        this.waiting.clear();
        await this.query(`select pg_notify(channel, '') from unnest($1::text[]) as channel`, [channels]);
      }
    } catch {
      this.waiting.clear();
    } finally {
      this.isSending = false;
    }
  }
}
