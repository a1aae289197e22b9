import type { CallerIdentity } from '@ringdown/domain-calls';
import type { Sql } from '@ringdown/platform-persistence';
import { LineTraffic } from '../line-traffic.js';
import { withDeadline } from '../request-deadline.js';

const hourMs = 3_600_000;
/** Its share of the time that a call that comes in waits for Postgres. */
const shareMs = 100;

/** Counted in Postgres, by one statement. */
export class SqlLineTraffic extends LineTraffic {
  constructor(private readonly sql: Sql) {
    super();
  }

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
