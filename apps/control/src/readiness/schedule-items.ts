import type { ReadinessItem } from '@ringdown/contracts';
import { type AheadOf, daysAhead } from './look-ahead.js';

/** Schedules that nobody can read, and those that have nobody for some time within the days ahead. */
export const scheduleItems = (schedules: readonly AheadOf[]): readonly ReadinessItem[] =>
  schedules.flatMap((ahead): readonly ReadinessItem[] => {
    const { id, name } = ahead.schedule;
    const subject = { type: 'schedule', id, name };
    if (ahead.fault) {
      const fix = 'Edit the schedule. Until then its lines pass it over and ring the next responder.';
      return [{ kind: 'schedule_unreadable', level: 'error', subject, text: ahead.fault, fix }];
    }
    const [first, ...more] = ahead.gaps;
    return first ? [{ kind: 'schedule_gap', level: 'warning', subject, ...gapWords(ahead, first, more.length) }] : [];
  });

function gapWords(
  { schedule: { name, timeZone } }: AheadOf,
  { from, to }: AheadOf['gaps'][number],
  more: number,
): Pick<ReadinessItem, 'text' | 'fix'> {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const others = more === 0 ? '' : `, and ${more === 1 ? 'once' : `${more} times`} more within ${daysAhead} days`;
  return {
    text: `Nobody is on call in ${name} from ${clock.format(from)} to ${clock.format(to)} (${timeZone})${others}.`,
    fix: 'Add people to the rotation, or an override for that time. Where it is meant so, see that the lines have a fallback.',
  };
}
