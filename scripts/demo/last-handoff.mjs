const dayMs = 86_400_000;
const handoff = '09:00';

/**
 * The last handoff before `now` in a time zone: 09:00 of a Monday (`week`) or of any day (`day`), as civil time:
 * `2026-01-05T09:00`.
 */
export function lastHandoff(unit, timeZone, now = new Date()) {
  for (let daysBack = 0; ; daysBack += 1) {
    const [date, time] = localTime(new Date(now.getTime() - daysBack * dayMs), timeZone);
    const isHandoffDay = unit === 'day' || new Date(`${date}T00:00Z`).getUTCDay() === 1;
    if (isHandoffDay && (daysBack > 0 || time >= handoff)) return `${date}T${handoff}`;
  }
}

/** Swedes write dates as ISO 8601 does: `2026-01-05 09:00`. */
function localTime(instant, timeZone) {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(instant).split(' ');
}
