import { RawJson } from '@ringdown/kernel';
import { z } from 'zod';
import { mapping } from '../config/documents.js';
import { actor, alertLink, incidentStatuses } from '../events/events.js';
import { instant } from '../primitives.js';
import { call, callChange, callDefect, callsQuery, newCallIncident } from '../rest/call.js';
import { incidentRuleEvent } from '../rest/alert-rule.js';
import {
  channelState,
  channelStatesAnswer,
  deliveriesQuery,
  delivery,
  failingChannel,
  refusedPhone,
} from '../rest/operations.js';
import {
  type Incident,
  incident,
  bulkResult,
  incidentBulk,
  incidentChange,
  incidentMute,
  incidentNote,
  incidentNotifications,
  incidentOccurrence,
  incidentResponders,
  incidentsQuery,
  newIncident,
} from '../rest/incident.js';
import { page, pageQuery } from '../rest/lists.js';
import {
  effects,
  heartbeatState,
  integrationSample,
  rawEvent,
  readAlert,
  receivedEvent,
} from '../rest/received-event.js';
import { preview } from '../rest/call.js';
import { defineRpc } from './rpc.js';

const byId = z.object({ id: z.string() });

/** Answered by apps/call-routing. */
export const callRpc = {
  list: defineRpc('calls.list', callsQuery, page(call)),
  get: defineRpc('calls.get', byId, call),
  change: defineRpc('calls.change', byId.extend({ change: callChange }), call),
  /** Live calls of a line: a line in use is not deleted. */
  liveOnLine: defineRpc('calls.live-on-line', z.object({ lineId: z.string() }), z.object({ count: z.number().int() })),
  /** Where the provider keeps the audio of a call, and with whose account it is fetched. Fails `not-found` until it is there. */
  media: defineRpc(
    'calls.media',
    byId.extend({ kind: z.enum(['recording', 'voicemail']) }),
    z.object({ providerUrl: z.url(), providerAccountId: z.string() }),
  ),
  /** Calls that met a defect of ours, newest first. */
  defects: defineRpc('calls.defects', z.object({}), z.object({ items: z.array(callDefect) })),
  preview: defineRpc('calls.preview', z.object({ lineId: z.string(), at: instant }), preview),
  /** Takes the call out of the log and its recordings out of the provider. Fails `conflict` while it is live. */
  delete: defineRpc('calls.delete', byId, z.object({ id: z.string() })),
  /** Shows an incident at a call, or none. */
  showIncident: defineRpc('calls.show-incident', byId.extend({ incidentId: z.string().nullable() }), call),
} as const;

/** `because`: how, for the timeline: `pressed 1 on the phone`. */
const act = byId.extend({ by: actor, because: z.string().optional() });

/**
 * An incident in an answer. Details that JSON.parse and JSON.stringify would change travel as text, next to null, and
 * arrive as what `writeJson` writes as it stands.
 */
const answeredIncident = incident
  .extend({ detailsJson: z.string().optional() })
  .transform(({ detailsJson, ...shown }): Incident => {
    return detailsJson === undefined ? shown : { ...shown, details: new RawJson(detailsJson) };
  });
export type IncidentAnswer = z.input<typeof answeredIncident>;

const answeredOccurrence = incidentOccurrence
  .extend({ bodyJson: z.string().optional() })
  .transform(({ bodyJson, ...shown }) =>
    bodyJson === undefined ? shown : { ...shown, body: new RawJson(bodyJson) as unknown },
  );
export type OccurrenceAnswer = z.input<typeof answeredOccurrence>;

/** Answered by apps/incident. */
export const incidentRpc = {
  /** What people need to know of incidents that they answer: those with these ids, and those with these numbers. */
  brief: defineRpc(
    'incidents.brief',
    z.object({ ids: z.array(z.string()).max(1000), numbers: z.array(z.number().int()).max(100) }),
    z.object({
      items: z.array(
        z.object({ id: z.string(), number: z.number().int(), title: z.string(), status: z.enum(incidentStatuses) }),
      ),
    }),
  ),
  list: defineRpc('incidents.list', incidentsQuery, page(answeredIncident)),
  get: defineRpc('incidents.get', byId, answeredIncident),
  /** Newest first. */
  occurrences: defineRpc('incidents.occurrences', pageQuery.extend({ id: z.string() }), page(answeredOccurrence)),
  /** What events of monitors did to incidents; those that did nothing are not in the answer. */
  ofEvents: defineRpc(
    'incidents.of-events',
    z.object({ eventIds: z.array(z.string()).max(5000) }),
    z.object({
      items: z.array(
        z.object({
          eventId: z.string(),
          incidentId: z.string(),
          number: z.number().int(),
          changes: z.array(z.string()),
        }),
      ),
    }),
  ),
  /** What these alerts would do to incidents, were they accepted now, in this order; nothing is changed. */
  foresee: defineRpc(
    'incidents.foresee',
    z.object({
      integrationId: z.string(),
      alerts: z.array(
        z.object({
          title: z.string(),
          key: z.string().nullable(),
          status: z.enum(['trigger', 'acknowledge', 'resolve', 'note']),
          incidentNumber: z.number().int().nullable(),
        }),
      ),
    }),
    z.object({
      items: z.array(
        z.object({
          effect: z.enum(effects),
          incident: z.object({ id: z.string(), number: z.number().int(), title: z.string() }).nullable(),
        }),
      ),
    }),
  ),
  /** What alert rules look at of an incident: its latest occurrence. */
  ruleEvent: defineRpc('incidents.rule-event', byId, incidentRuleEvent),
  setResponders: defineRpc('incidents.set-responders', act.extend(incidentResponders.shape), answeredIncident),
  open: defineRpc('incidents.open', newIncident.extend({ by: actor }), answeredIncident),
  acknowledge: defineRpc('incidents.acknowledge', act, answeredIncident),
  unacknowledge: defineRpc('incidents.unacknowledge', act, answeredIncident),
  resolve: defineRpc('incidents.resolve', act, answeredIncident),
  reopen: defineRpc('incidents.reopen', act, answeredIncident),
  /** Takes the next step of its escalation now. Fails `conflict` where nobody is to be notified. */
  escalate: defineRpc('incidents.escalate', act, answeredIncident),
  mute: defineRpc('incidents.mute', act.extend({ mute: incidentMute }), answeredIncident),
  unmute: defineRpc('incidents.unmute', act, answeredIncident),
  /** The ids of what a filter finds, newest first. */
  ids: defineRpc(
    'incidents.ids',
    incidentsQuery.omit({ limit: true, cursor: true }).extend({ limit: z.number().int() }),
    z.object({ ids: z.array(z.string()) }),
  ),
  /** The same for some hundred at once. */
  bulk: defineRpc(
    'incidents.bulk',
    z.object({
      ids: z.array(z.string()).max(500),
      action: incidentBulk.shape.action,
      value: z.string().nullable().optional(),
      by: actor,
    }),
    bulkResult,
  ),
  note: defineRpc('incidents.note', act.extend({ note: incidentNote }), answeredIncident),
  change: defineRpc('incidents.change', act.extend({ change: incidentChange }), answeredIncident),
  /** Opens an incident for a call by hand. Fails `conflict` where the call has one. */
  openForCall: defineRpc(
    'incidents.open-for-call',
    newCallIncident.extend({ callId: z.string(), title: z.string(), details: z.unknown(), by: actor }),
    answeredIncident,
  ),
  /** A call belongs to one incident at most: linking takes it from another. */
  linkCall: defineRpc('incidents.link-call', act.extend({ callId: z.string() }), answeredIncident),
  unlinkCall: defineRpc('incidents.unlink-call', act.extend({ callId: z.string() }), answeredIncident),
} as const;

const readingOf = z.object({
  /** What was sent; with its content type and encoding as its sender declared them. */
  sent: z.object({
    bodyBase64: z.string(),
    contentType: z.string().nullable(),
    contentEncoding: z.string().nullable(),
  }),
});
const storedReading = z.object({ eventId: z.string() });

/** Answered by apps/ingest. */
export const ingestRpc = {
  /** Newest first; `before` is the id of the last one seen, `end` where there are no older ones. */
  events: defineRpc(
    'received-events.list',
    z.object({ integrationId: z.string(), limit: z.number().int(), before: z.string().nullable() }),
    z.object({ items: z.array(receivedEvent), end: z.boolean() }),
  ),
  event: defineRpc(
    'received-events.get',
    z.object({ integrationId: z.string(), id: z.string() }),
    receivedEvent.extend(rawEvent),
  ),
  /** Reads what was received then as it would be read now, and accepts what comes of it. Fails `invalid` where it is refused. */
  replay: defineRpc('received-events.replay', z.object({ integrationId: z.string(), id: z.string() }), receivedEvent),
  /** Accepts a sample of what the integration's monitor sends, as if it had come from there. */
  test: defineRpc(
    'received-events.test',
    z.object({ integrationId: z.string(), status: z.enum(['trigger', 'resolve']) }),
    receivedEvent,
  ),
  /** What comes of an event: one that is sent, or one that was received; with a draft of how to read it, or as its integration reads it. */
  read: defineRpc(
    'received-events.read',
    z.object({
      integrationId: z.string().nullable(),
      draft: z.object({ type: z.string(), mapping: mapping.nullable() }).nullable(),
      from: z.union([readingOf, storedReading]),
    }),
    z.object({
      readAs: z.string().nullable(),
      refusal: z.string().nullable(),
      warnings: z.array(z.string()),
      alerts: z.array(
        readAlert.extend({
          body: z.string().nullable(),
          links: z.array(alertLink),
          incidentNumber: z.number().int().nullable(),
        }),
      ),
    }),
  ),
  /** A sample of what monitors of this type send. */
  sample: defineRpc('received-events.sample', z.object({ type: z.string() }), integrationSample),
  heartbeat: defineRpc('received-events.heartbeat', z.object({ integrationId: z.string() }), heartbeatState),
} as const;

/** Answered by apps/notification. */
export const notificationRpc = {
  /** Phones to which texts are refused at present. */
  refusedPhones: defineRpc('notifications.refused-phones', z.object({}), z.object({ items: z.array(refusedPhone) })),
  ofIncident: defineRpc('notifications.of-incident', z.object({ incidentId: z.string() }), incidentNotifications),
} as const;

/** Answered by apps/notification. */
export const deliveryRpc = {
  list: defineRpc('deliveries.list', deliveriesQuery, page(delivery)),
  resend: defineRpc('deliveries.resend', byId, delivery),
  /** Channels to which messages have failed for good lately, and none has arrived since. */
  failing: defineRpc('deliveries.failing', z.object({}), z.object({ items: z.array(failingChannel) })),
  /** Of every channel that something was sent to. */
  channelStates: defineRpc('deliveries.channel-states', z.object({}), channelStatesAnswer),
  /** Sends again to a channel that was disabled. Fails `conflict` where it is not. */
  enableChannel: defineRpc('deliveries.enable-channel', z.object({ channelId: z.string() }), channelState),
  /** Sends a test message to a channel and reports what the other side answered. */
  testChannel: defineRpc(
    'deliveries.test-channel',
    z.object({ channelId: z.string() }),
    z.object({ ok: z.boolean(), detail: z.string() }),
  ),
} as const;

/** Answered by apps/control, for people who act from chat: `userId` is who, and is asked for their role there. */
const byUser = z.object({ userId: z.string() });
export const configurationRpc = {
  /** Saves a caller as a contact, or renames the one that there is. Fails `forbidden`, `invalid`. */
  saveContact: defineRpc(
    'configuration.save-contact',
    byUser.extend({ phone: z.string(), name: z.string() }),
    z.object({ id: z.string(), name: z.string() }),
  ),
  /** Rejects the calls of a number from now on. Fails `forbidden`, `invalid`. */
  blockCaller: defineRpc(
    'configuration.block-caller',
    byUser.extend({ phone: z.string(), name: z.string().nullable() }),
    z.object({ id: z.string(), name: z.string() }),
  ),
  /** Puts somebody on call. Fails `forbidden`, `not-found`, `invalid`. */
  addOverride: defineRpc(
    'configuration.add-override',
    byUser.extend({ scheduleId: z.string(), onCallUserId: z.string(), startsAt: instant, endsAt: instant }),
    z.object({ scheduleId: z.string(), scheduleName: z.string() }),
  ),
  /** Opens an incident for a call; without a title the call's own words are the title. Fails `forbidden`, `invalid`, `conflict` where the call has one. */
  openForCall: defineRpc(
    'configuration.open-for-call',
    byUser.extend({ callId: z.string(), chosen: newCallIncident }),
    z.object({ id: z.string(), number: z.number().int() }),
  ),
  /** Links a call to an incident; it belongs to one at most. Fails `forbidden`, `not-found`. */
  linkCall: defineRpc(
    'configuration.link-call',
    byUser.extend({ callId: z.string(), incidentId: z.string() }),
    z.object({ id: z.string(), number: z.number().int() }),
  ),
} as const;
