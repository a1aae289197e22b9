import { z } from 'zod';
import { instant, storableText } from '../primitives.js';
import { page, pageQuery } from './lists.js';

const deliveryStatuses = ['pending', 'delivered', 'failed'] as const;
export const delivery = z.object({
  id: z.string(),
  channelId: z.string(),
  /** The event it is about, e.g. `call.completed`. */
  about: z.string(),
  callId: z.string().nullable(),
  incidentId: z.string().nullable(),
  status: z.enum(deliveryStatuses),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  /** How it arrived, where not by itself: within a summary, or with a later message about the same. */
  detail: z.string().nullable().default(null),
  createdAt: instant,
  deliveredAt: instant.nullable(),
});
export type Delivery = z.infer<typeof delivery>;

export const deliveriesQuery = pageQuery.extend({
  channelId: storableText.optional(),
  status: z.enum(deliveryStatuses).optional(),
  incidentId: storableText.optional(),
  callId: storableText.optional(),
});

/** An event that a consumer can never take as things stand, kept with the reason until somebody replays or deletes it. */
export const deadLetter = z.object({
  id: z.string(),
  /** Whose: `incident-apply-alerts`. */
  consumer: z.string(),
  /** What happened: `ingest.alert-accepted.v1`. */
  event: z.string(),
  reason: z.string(),
  /** How often it failed. */
  attempts: z.number().int(),
  /** When it failed last. */
  at: instant,
  /** What the event says; text where it is no JSON, or is cut because it is longer than 256 KiB. */
  data: z.unknown(),
});
export type DeadLetter = z.infer<typeof deadLetter>;

export const deadLettersQuery = pageQuery.extend({ consumer: storableText.optional() });

/** `missing`: the services that did not answer, whose dead letters are not in the list. */
export const deadLettersAnswer = page(deadLetter).extend({ missing: z.array(z.string()) });

const readinessKinds = [
  'schedule_unreadable',
  'schedule_gap',
  'phone_missing',
  'phone_country_not_allowed',
  'phone_not_allowed',
  'phone_not_verified',
  'texts_stopped',
  'texts_refused',
  'policy_reaches_nobody',
  'number_points_elsewhere',
  'account_refuses',
  'balance_low',
  'channel_fails',
  'channel_disabled',
  'channel_waits',
  'slack_app_missing',
  'mail_not_set_up',
  'clock_off',
  'call_met_defect',
  'line_met_defect',
  'time_zone_rules_outdated',
  'service_unreachable',
  'dead_letters',
  'consumer_behind',
  'outbox_behind',
] as const;

/** A fault that would make a call or a delivery fail, or that a call has met, and what to do about it. */
const readinessItem = z.object({
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

/** A channel to which messages failed for good within a day, and none has arrived since. */
export const failingChannel = z.object({
  channelId: z.string(),
  failed: z.number().int(),
  lastError: z.string().nullable(),
});
export type FailingChannel = z.infer<typeof failingChannel>;

/**
 * How a channel is doing. `waiting`: the other side asked for a pause, or does not answer and is tried again at `until`; `failing`:
 * something failed for good, and nothing has arrived since; `disabled`: it said again and again that it is gone (410).
 */
export const channelState = z.object({
  channelId: z.string(),
  state: z.enum(['ok', 'waiting', 'failing', 'disabled']),
  since: instant.nullable(),
  until: instant.nullable(),
  /** A sentence; null where all is well. */
  reason: z.string().nullable(),
  /** Deliveries that are still to be sent. */
  pending: z.number().int(),
});
export type ChannelState = z.infer<typeof channelState>;

export const channelStatesAnswer = z.object({ items: z.array(channelState) });

/** The new signing secret of a webhook; only this answer has it. */
export const rotatedSecret = z.object({ id: z.string(), secret: z.string() });

/** A phone (E.164) to which texts are refused; `reason` is read after the name of its owner. */
export const refusedPhone = z.object({
  phone: z.string(),
  category: z.enum(['opted-out', 'carrier-refuses']),
  reason: z.string(),
});
export type RefusedPhone = z.infer<typeof refusedPhone>;

export const readinessAnswer = z.object({
  items: z.array(readinessItem),
  /** Versions of the IANA time-zone database: what handoffs are reckoned by, and what the runtime has. */
  timeZoneRules: z.object({ inUse: z.string(), runtime: z.string().nullable() }),
});
