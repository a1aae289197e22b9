/** At most so many tries in a minute for one key (e-mail and address); kept in memory, by each instance alone. */
export class LoginLimit {
  private readonly tries = new Map<string, { count: number; endsAt: number }>();

  constructor(
    private readonly perMinute = 10,
    private readonly mostKeys = 10_000,
  ) {}

  /** Counts one try. Answers 0 where it may go on, else the seconds to wait. */
  count(key: string, at: Date): number {
    const now = at.getTime();
    const known = this.tries.get(key);
    const window = known && known.endsAt > now ? known : { count: 0, endsAt: now + 60_000 };
    window.count += 1;
    this.tries.set(key, window);
    if (this.tries.size > this.mostKeys) this.forgetOver(now);
    return window.count > this.perMinute ? Math.ceil((window.endsAt - now) / 1000) : 0;
  }

  private forgetOver(now: number): void {
    for (const [key, { endsAt }] of this.tries) if (endsAt <= now) this.tries.delete(key);
    if (this.tries.size > this.mostKeys) this.tries.clear();
  }
}
