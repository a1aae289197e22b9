import { z } from 'zod';
import { integrationTypes, mapping } from '../config/documents.js';
import { alertLink } from '../events/events.js';
import { instant, priority, severity } from '../primitives.js';
import { page, pageQuery } from './lists.js';

const alertStatuses = ['trigger', 'acknowledge', 'resolve', 'note'] as const;

/** What an event of a monitor was read as: one for each alert in it. */
export const readAlert = z.object({
  id: z.string(),
  /** '' where it gave none. */
  title: z.string(),
  /** What the sender knows the alert by; it groups in place of the title. */
  key: z.string().nullable(),
  status: z.enum(alertStatuses),
  severity: severity.nullable(),
  priority: priority.nullable(),
  warnings: z.array(z.string()),
});
export type ReadAlert = z.infer<typeof readAlert>;

/** What an alert did to an incident. */
const became = z.object({
  incidentId: z.string(),
  incidentNumber: z.number().int(),
  /** A sentence each. */
  changes: z.array(z.string()),
});

/** An event as an integration received it, kept for 30 days. */
export const receivedEvent = z.object({
  id: z.string(),
  integrationId: z.string(),
  receivedAt: instant,
  /** How it came: from its monitor, or from a person who tests the integration or has an earlier event read again. */
  via: z.enum(['http', 'mail', 'test', 'replay']),
  contentType: z.string().nullable(),
  /** As it came, in bytes. */
  size: z.number().int(),
  /** As whose it was read: a type of integration; null where it was refused. */
  readAs: z.string().nullable(),
  /** Why it was refused, as its sender was told; null where it was accepted. */
  refusal: z.string().nullable(),
  warnings: z.array(z.string()),
  alerts: z.array(readAlert),
});
export type ReceivedEvent = z.infer<typeof receivedEvent>;

const alertWithEffect = readAlert.extend({
  /** Null where it changed no incident, or has not been taken yet. */
  became: became.nullable(),
});
export const integrationEvent = receivedEvent.extend({ alerts: z.array(alertWithEffect) });
export type IntegrationEvent = z.infer<typeof integrationEvent>;
export const integrationEvents = page(integrationEvent);
export const integrationEventsQuery = pageQuery;

/** With all that was sent. */
export const rawEvent = {
  headers: z.record(z.string(), z.string()),
  contentEncoding: z.string().nullable(),
  /** Text as it came; base64 where it is no UTF-8. */
  body: z.string(),
  isBase64: z.boolean(),
};
export const integrationEventWithBody = integrationEvent.extend(rawEvent);

/** What an event would become, were it sent now. */
export const effects = ['open', 'repeat', 'acknowledge', 'recover', 'resolve', 'note', 'nothing'] as const;
const foreseenAlert = readAlert.omit({ id: true }).extend({
  /** The body that its incident would have, as JSON text. */
  body: z.string().nullable(),
  links: z.array(alertLink),
  effect: z.enum(effects),
  /** The open incident that it is about. */
  incident: z.object({ id: z.string(), number: z.number().int(), title: z.string() }).nullable(),
});
export type ForeseenAlert = z.infer<typeof foreseenAlert>;
export const integrationDryRun = z.object({
  readAs: z.string().nullable(),
  refusal: z.string().nullable(),
  warnings: z.array(z.string()),
  alerts: z.array(foreseenAlert),
});

/** A dry run of an integration as it might be, before it is saved. */
export const draftDryRun = z
  .object({
    type: z.enum(integrationTypes).default('custom'),
    mapping: mapping.strict().nullable().default(null),
    /** The integration whose open incidents are looked at. */
    integrationId: z.string().optional(),
    /** What a monitor sends: a text as it stands, anything else as JSON. */
    body: z.unknown().optional(),
    contentType: z.string().max(200).optional(),
    /** In place of a body: an event that was received, or that an incident has as its occurrence. */
    eventId: z.string().optional(),
    occurrenceId: z.string().optional(),
  })
  .strict();

export const integrationTest = z.object({ status: z.enum(['trigger', 'resolve']).default('trigger') }).strict();
export const integrationSample = z.object({ contentType: z.string(), body: z.string() });

/** Null where it has not reported yet. */
export const heartbeatState = z.object({
  lastSeenAt: instant.nullable(),
  dueAt: instant.nullable(),
  missingSince: instant.nullable(),
});
