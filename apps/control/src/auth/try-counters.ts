import ipaddr from 'ipaddr.js';

interface Level {
  readonly tries: number;
  readonly at: number;
}

/**
 * Counts tries by key and forgets one of them in every `forgetsOneInMs`. In memory, for each instance alone, and bounded: when there are
 * too many keys, those that were tried least go first, so that a flood of other keys does not make it forget the one under attack.
 */
export class TryCounter {
  private readonly levels = new Map<string, Level>();

  constructor(
    private readonly forgetsOneInMs: number,
    private readonly most: number,
    private readonly mostKeys = 10_000,
  ) {}

  /** Counts one try where that is within the limit. Answers 0, else the milliseconds until it would be. */
  admit(key: string, now: Date): number {
    const excess = this.tries(key, now) + 1 - this.most;
    if (excess > 0) return Math.ceil(excess * this.forgetsOneInMs);
    this.add(key, now);
    return 0;
  }

  /** Counts one try, up to the most that is remembered. Answers how many there are. */
  add(key: string, now: Date): number {
    const tries = Math.min(this.most, this.tries(key, now) + 1);
    this.levels.set(key, { tries, at: now.getTime() });
    if (this.levels.size > this.mostKeys) this.forgetTheLeast(now);
    return tries;
  }

  /** That try was none. */
  takeBack(key: string, now: Date): void {
    this.levels.set(key, { tries: Math.max(0, this.tries(key, now) - 1), at: now.getTime() });
  }

  private tries(key: string, now: Date): number {
    const { tries, at } = this.levels.get(key) ?? { tries: 0, at: 0 };
    return Math.max(0, tries - (now.getTime() - at) / this.forgetsOneInMs);
  }

  /** Half of the keys at once, so that it is seldom. */
  private forgetTheLeast(now: Date): void {
    const rising = [...this.levels.keys()].map((key) => ({ key, tries: this.tries(key, now) }));
    rising.sort((a, b) => a.tries - b.tries);
    for (const { key } of rising.slice(0, Math.ceil(rising.length / 2))) this.levels.delete(key);
  }
}

/** Whose an address is, as far as it tells: an IPv4 address, or the /64 of an IPv6 one, of which a single machine has all. */
export function addressBlock(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
