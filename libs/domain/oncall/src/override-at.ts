import type { Override } from './schedule.js';

/** The override that holds, if any, and the next instant (epoch ms) at which one begins or ends. */
export interface OverrideAt {
  readonly override: Override | null;
  readonly until: number;
}

export function overrideAt(overrides: readonly Override[], at: number): OverrideAt {
  let winner: Override | null = null;
  let until = Infinity;
  for (const override of overrides) {
    const start = override.startsAt.getTime();
    const end = override.endsAt.getTime();
    if (end <= at) continue;
    until = Math.min(until, start > at ? start : end);
    if (start <= at && (!winner || createdLater(override, winner))) winner = override;
  }
  return { override: winner, until };
}

/** Two overrides of one instant: the greater id wins. */
function createdLater(a: Override, b: Override): boolean {
  const difference = a.createdAt.getTime() - b.createdAt.getTime();
  return difference === 0 ? a.id > b.id : difference > 0;
}
