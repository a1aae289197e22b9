import { z } from 'zod';
import { notifyTypes } from '../config/documents.js';
import { incidentSources, incidentStatuses, notificationStates } from '../events/events.js';
import { id, instant, priority, severity, storable, storableText } from '../primitives.js';
import { pageQuery } from './lists.js';

export const incident = z.object({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  status: z.enum(incidentStatuses),
  priority: priority.nullable(),
  severity: severity.nullable(),
  integrationId: z.string(),
  escalationPolicyId: z.string().nullable(),
  source: z.enum(incidentSources),
  /** The monitor's body, or the call payload. */
  details: z.unknown(),
  occurrences: z.number().int(),
  openedAt: instant,
  lastSeenAt: instant,
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  resolvedAt: instant.nullable(),
  resolvedBy: z.string().nullable(),
  callIds: z.array(z.string()),
  responders: z.array(z.object({ id: z.string(), name: z.string() })).default([]),
  /** An alert rule keeps it quiet: it escalates and notifies nobody. */
  suppressed: z.boolean().default(false),
  /** Until when it notifies nobody; null: it is not muted. */
  mutedUntil: z
    .union([instant, z.literal('forever')])
    .nullable()
    .default(null),
  /** When it resolves by its timer. */
  resolvesAt: instant.nullable().default(null),
  /** Where it is flapping and has recovered: when it closes, if nothing comes until then. */
  quietAt: instant.nullable().default(null),
  /** Its alert opened so often that a monitor's recovery does not close it, but some quiet minutes after one do. */
  flapping: z.boolean().default(false),
  /** Pages of the sender that say more of it, as it sent them. */
  links: z.array(z.object({ text: z.string(), href: z.string() })).default([]),
  /** While steps are to come: how many of this round's were taken, and when the next one is. */
  escalation: z
    .object({ step: z.number().int(), of: z.number().int(), round: z.number().int(), nextAt: instant })
    .nullable()
    .default(null),
  timeline: z.array(z.object({ at: instant, type: z.string(), actor: z.string(), text: z.string() })),
  /** How many entries are left out between how it began and the newest ones; only where some are. A list leaves out more. */
  timelineOmitted: z.number().int().optional(),
});
export type Incident = z.infer<typeof incident>;

export const incidentsQuery = pageQuery.extend({
  status: z.enum(incidentStatuses).optional(),
  integrationId: storableText.optional(),
  priority: priority.optional(),
  severity: severity.optional(),
  q: storable(z.string().max(200)).optional(),
});

export const newIncident = z.object({
  title: storable(z.string({ error: 'enter a title' }).trim().min(1, 'enter a title').max(1000)),
  integrationId: id('integration'),
  escalationPolicyId: id('escalationPolicy').nullable().optional(),
  priority: priority.optional(),
  severity: severity.optional(),
  body: storable(z.unknown()).optional(),
});

export const incidentNote = z.object({
  text: storable(z.string({ error: 'enter a text' }).trim().min(1, 'enter a text').max(10_000)),
});
export const incidentChange = z
  .object({
    title: storable(z.string({ error: 'enter a title' }).trim().min(1, 'enter a title').max(1000)).optional(),
    priority: priority.nullable().optional(),
    severity: severity.nullable().optional(),
    escalationPolicyId: id('escalationPolicy').nullable().optional(),
    /** null cancels the timer. */
    resolvesAt: instant.nullable().optional(),
  })
  .strict();

/** How one person was notified of one step, or of another occasion, in one way. */
export const incidentNotification = z.object({
  id: z.string(),
  /** When it was sent; while it waits, when it will be. */
  at: instant,
  user: z.object({ id: z.string(), name: z.string() }),
  /** From 1; null where they were made a responder, and for the notice that the incident is resolved. */
  step: z.number().int().nullable(),
  madeResponder: z.boolean().default(false),
  type: z.enum(notifyTypes),
  state: z.enum(notificationStates),
  detail: z.string().nullable(),
});
export type IncidentNotification = z.infer<typeof incidentNotification>;
/** In the order in which they were planned. */
export const incidentNotifications = z.object({ items: z.array(incidentNotification) });

export const incidentMute = z
  .object({ until: z.union([instant, z.literal('forever')], { error: 'enter an instant in UTC, or forever' }) })
  .strict();

/** How many incidents one request changes at most. */
export const mostInBulk = 10_000;
const bulkActions = ['acknowledge', 'resolve', 'mute', 'priority', 'severity'] as const;
const bulkFilter = incidentsQuery.omit({ limit: true, cursor: true }).strict();

/** What `value` may be. Of `mute`: until when, for ever where it is left out; null takes a priority or severity away. */
const bulkValues = {
  acknowledge: z.undefined({ error: 'leave it out: acknowledge takes no value' }),
  resolve: z.undefined({ error: 'leave it out: resolve takes no value' }),
  mute: incidentMute.shape.until.default('forever'),
  priority: priority.nullable(),
  severity: severity.nullable(),
} as const;

/** The same for many: those named, or those that a filter finds. */
export const incidentBulk = z
  .object({
    ids: z
      .array(storableText)
      .min(1, 'name at least one incident')
      .max(mostInBulk, `name at most ${mostInBulk} incidents at once`)
      .optional(),
    filter: bulkFilter.optional(),
    action: z.enum(bulkActions, { error: `choose one of ${bulkActions.join(', ')}` }),
    value: z.string().nullable().optional(),
  })
  .strict()
  .superRefine(({ ids, filter, action, value }, context) => {
    if ((ids === undefined) === (filter === undefined))
      context.addIssue({
        code: 'custom',
        path: ['ids'],
        message: 'name incidents by ids, or give a filter: one of the two',
      });
    const { error } = bulkValues[action].safeParse(value);
    if (error)
      context.addIssue({ code: 'custom', path: ['value'], message: error.issues[0]?.message ?? 'enter a value' });
  });
export type IncidentBulk = z.output<typeof incidentBulk>;

/** `skipped`: why each of these was left as it was. */
export const bulkResult = z.object({
  changed: z.number().int(),
  skipped: z.array(z.object({ id: z.string(), reason: z.string() })),
});
export type BulkResult = z.infer<typeof bulkResult>;
export const incidentResponders = z.object({ userIds: z.array(id('user')).max(50) }).strict();

/** One event of an incident, as it came, and what it changed, a sentence each. */
export const incidentOccurrence = z.object({
  id: z.string(),
  at: instant,
  title: z.string(),
  body: z.unknown(),
  priority: priority.nullable(),
  severity: severity.nullable(),
  changes: z.array(z.string()),
});
export type IncidentOccurrence = z.infer<typeof incidentOccurrence>;

const receiver = z.object({
  id: z.string(),
  name: z.string(),
  /** The schedule through which the receiver was found; null where the target was a person. */
  oncallId: z.string().nullable(),
  oncallName: z.string().nullable(),
});

const callPayloadDetails = {
  callId: z.string(),
  liveCallRouting: z.object({ name: z.string(), number: z.string(), recordingEnabled: z.boolean() }),
  call: z.object({
    calledAt: instant,
    answeredAt: instant.nullable(),
    /** Seconds. */
    duration: z.number().int().nullable(),
    recording: z.string().nullable(),
  }),
  caller: z.object({ name: z.string().nullable(), number: z.string().nullable() }),
  receiver: receiver.nullable(),
  details: z.string(),
};

const twilioCallId = z.object({ twilioCallId: z.string() });
const plivoCallId = z.object({ plivoCallId: z.string() });
type ProviderCallId = z.infer<typeof twilioCallId> | z.infer<typeof plivoCallId>;

/** The provider's id of the call, under a field that is named for the provider: `twilioCallId`. */
export const providerCallIdField = (provider: string, id: string): ProviderCallId =>
  ({ [`${provider}CallId`]: id }) as ProviderCallId;

/** The payload of a call incident, also in outbound webhooks (01-product, "Incidents from calls"): names and shapes are a promise. */
export const callPayload = z.object({
  message: z.string(),
  title: z.string(),
  details: z.union([
    z.object({ ...callPayloadDetails, ...twilioCallId.shape }),
    z.object({ ...callPayloadDetails, ...plivoCallId.shape }),
  ]),
  priority: priority.nullable(),
  severity: severity.nullable(),
  teams: z.array(z.string()),
});
export type CallPayload = z.infer<typeof callPayload>;
