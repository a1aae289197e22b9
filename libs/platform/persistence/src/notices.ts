type Query = (text: string, values: unknown[]) => Promise<unknown>;

/**
 * Tells those who LISTEN on channels of Postgres, outside the transactions that gave cause to it: a transaction that
 * notifies holds one lock over the whole server until its commit is on disk, so that all that do commit one after another.
 * What is told while an earlier notice is under way goes with one notice after it. Notices may be lost; listeners look from time to time.
 */
export class Notices {
  private readonly waiting = new Set<string>();
  private isTelling = false;

  constructor(private readonly query: Query) {}

  tell(channel: string): void {
    this.waiting.add(channel);
    if (!this.isTelling) void this.tellAll();
  }

  /** Runs a transaction, and tells what it wanted told once it is committed; nothing where it is rolled back. */
  async after<T>(transaction: (notify: (channel: string) => void) => Promise<T>): Promise<T> {
    const channels = new Set<string>();
    const result = await transaction((channel) => void channels.add(channel));
    for (const channel of channels) this.tell(channel);
    return result;
  }

  private async tellAll(): Promise<void> {
    this.isTelling = true;
    try {
      while (this.waiting.size > 0) {
        const channels = [...this.waiting];
        this.waiting.clear();
        await this.query(`select pg_notify(channel, '') from unnest($1::text[]) as channel`, [channels]);
      }
    } catch {
      this.waiting.clear();
    } finally {
      this.isTelling = false;
    }
  }
}
