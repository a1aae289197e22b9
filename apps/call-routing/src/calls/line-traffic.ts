import type { CallerIdentity } from '@ringdown/domain-calls';

/** How busy a caller and a line are, asked before a call is let in. */
export abstract class LineTraffic {
  /**
   * Earlier calls of this caller (all who withhold their number are one) on the line within the hour before `at`, and calls live on it now; tests do not count.
   * Null where Postgres does not tell in time: then the call rings.
   */
  abstract of(
    lineId: string,
    caller: CallerIdentity,
    at: Date,
  ): Promise<{ readonly ofCaller: number; readonly live: number } | null>;
}
