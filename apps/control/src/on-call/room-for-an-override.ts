import type { ConfigDocument } from '@ringdown/contracts';
import { DomainError } from '@ringdown/kernel';

type Override = ConfigDocument<'schedule'>['overrides'][number];

/** Five a day for 400 days. With them the largest schedule still fits into one message of the broker, and into the way of a call. */
export const mostOverrides = 2_000;

/**
 * The overrides that stay when one more is added: all of them, but for a full schedule, where those that have been over for the
 * longest time make way. The audit log keeps them. @throws DomainError `conflict` where too few are over.
 */
export function roomForAnOverride(overrides: readonly Override[], now: Date): Override[] {
  const tooMany = overrides.length - (mostOverrides - 1);
  if (tooMany <= 0) return [...overrides];
  const over = overrides.filter(({ endsAt }) => Date.parse(endsAt) <= now.getTime());
  if (over.length < tooMany) {
    const limit = mostOverrides.toLocaleString('en');
    throw new DomainError('conflict', `A schedule has at most ${limit} overrides. Take back some that are to come.`);
  }
  const longestOver = over.toSorted((a, b) => Date.parse(a.endsAt) - Date.parse(b.endsAt)).slice(0, tooMany);
  const gone = new Set(longestOver.map(({ id }) => id));
  return overrides.filter(({ id }) => !gone.has(id));
}
