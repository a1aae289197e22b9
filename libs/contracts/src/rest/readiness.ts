import { z } from 'zod';

export const readinessKinds = [
  'schedule_unreadable',
  'phone_country_not_allowed',
  'phone_not_allowed',
  'phone_not_verified',
  'call_met_defect',
  'line_met_defect',
  'time_zone_rules_outdated',
  'service_unreachable',
  'dead_letters',
  'consumer_behind',
  'outbox_behind',
] as const;

/** What would fail before somebody calls, or failed when somebody did, and what to do about it. */
export const readinessItem = z.object({
  kind: z.enum(readinessKinds),
  /** `error`: somebody will not be reached, or was not; `warning`: it may come to that. */
  level: z.enum(['error', 'warning']),
  subject: z.object({ type: z.string(), id: z.string(), name: z.string() }),
  /** What is wrong: a sentence. */
  text: z.string(),
  /** What to do about it: a sentence. */
  fix: z.string(),
});
export type ReadinessItem = z.infer<typeof readinessItem>;

export const readinessAnswer = z.object({
  items: z.array(readinessItem),
  /** Versions of the IANA time-zone database: what handoffs are reckoned by, and what the runtime has. */
  timeZoneRules: z.object({ inUse: z.string(), runtime: z.string().nullable() }),
});
