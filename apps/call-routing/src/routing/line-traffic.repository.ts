import { Inject, Injectable } from '@nestjs/common';
import type { CallerIdentity } from '@ringdown/domain-calls';
import { BoundedPool, type Sql } from '@ringdown/platform-persistence';
import { withDeadline } from '../calls/index.js';

const hourMs = 3_600_000;
/** Its share of the time that a call that comes in waits for Postgres. */
const shareMs = 100;

/** How busy a caller and a line are, counted by one statement before a call is let in. */
@Injectable()
export class LineTrafficRepository {
  constructor(@Inject(BoundedPool) private readonly sql: Sql) {}

  /**
   * Earlier calls of this caller (all who withhold their number are one) on the line within the hour before `at`, and calls live on
   * it now; tests do not count. Null where Postgres does not answer in time: then the call rings.
   */
  async of(
    lineId: string,
    caller: CallerIdentity,
    at: Date,
  ): Promise<{ readonly ofCaller: number; readonly live: number } | null> {
    try {
      const [row] = await withDeadline(() => this.count(lineId, caller, new Date(at.getTime() - hourMs)), shareMs);
      return row ?? null;
    } catch {
      return null;
    }
  }

  private count(lineId: string, { number, address }: CallerIdentity, since: Date) {
    return this.sql.query<{ ofCaller: number; live: number }>(
      `select
        (select count(*)::int from call
         where ${isOf({ number, address })} and line_id = $1 and called_at > $3 and not test) as "ofCaller",
        (select count(*)::int from call
         where line_id = $1 and ended_at is null and not test) as live`,
      [lineId, number ?? address, since],
    );
  }
}

/** Three texts: no index serves both a value and its absence. */
function isOf({ number, address }: CallerIdentity): string {
  if (number !== null) return 'caller_number = $2';
  return address === null
    ? 'caller_number is null and caller_address is null and $2::text is null'
    : 'caller_address = $2';
}
