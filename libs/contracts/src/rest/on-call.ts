import { z } from 'zod';
import { absence, override } from '../config/documents.js';
import { instant } from '../primitives.js';

const longestDays = 400;
const person = z.object({ id: z.string(), name: z.string() });

/** Without `at`: now. */
export const onCallQuery = z.object({ at: instant.optional() });
export const shiftsQuery = z
  .object({ from: instant, to: instant })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), {
    path: ['to'],
    error: 'enter an instant after from',
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= longestDays * 24 * 3600 * 1000, {
    path: ['to'],
    error: `enter at most ${longestDays} days after from`,
  });

const assignment = z.object({
  user: person.nullable(),
  via: z.string().nullable(),
  until: instant.nullable(),
  /** The person is absent: neither rung nor notified. `standIn` is who is in their place; null where nobody is. */
  absent: z.boolean(),
  standIn: person.nullable(),
});

/** Who is on call at an instant; `until` is null where it never ends. */
export const onCallAnswer = assignment.extend({ at: instant });
/** Covers from…to exactly; a gap has no user. */
export const shiftsAnswer = z.object({
  items: z.array(
    z.object({ userId: z.string().nullable(), startsAt: instant, endsAt: instant, via: z.string().nullable() }),
  ),
});
export const onCallOverview = z.object({
  items: z.array(
    z.object({
      scheduleId: z.string(),
      scheduleName: z.string(),
      now: assignment,
      next: z.object({ user: person, startsAt: instant }).nullable(),
      /** The next shift of each person who has one within 90 days, the earliest first; `endsAt` is null where it never ends. */
      people: z.array(z.object({ user: person, startsAt: instant, endsAt: instant.nullable() })),
      /** Why nobody can tell who is on call; only where that is so. */
      problem: z.string().optional(),
    }),
  ),
});
export const shownOverride = override.omit({ createdAt: true });
export const shownAbsence = absence.omit({ createdAt: true });
/** How on-call work is shared: hours, and the nights (22:00 to 06:00) and weekends of which a person had any time. */
export const hoursAnswer = z.object({
  items: z.array(z.object({ user: person, hours: z.number(), nights: z.number().int(), weekends: z.number().int() })),
});
/** The URL by which a calendar is subscribed to. */
export const calendarAnswer = z.object({ calendarUrl: z.string() });
export const absencesAnswer = z.object({ items: z.array(shownAbsence) });
