import { z } from 'zod';
import { instant, priority, severity } from '../primitives.js';
import { notifyTypes } from '../config/documents.js';
import { event } from './event.js';

export const callOutcomes = ['answered', 'missed', 'no_one_on_call', 'rejected', 'failed'] as const;
export const callRoles = ['primary', 'fallback1', 'fallback2'] as const;
/** `skipped`: passed over, with a reason; `not_reached`: the call never came to this role. */
export const attemptResults = [
  'ringing',
  'accepted',
  'declined',
  'no_answer',
  'busy',
  'failed',
  'skipped',
  'not_reached',
] as const;

const receiver = z.object({
  id: z.string(),
  name: z.string(),
  oncallId: z.string().nullable(),
  oncallName: z.string().nullable(),
});

const callDetails = {
  callId: z.string(),
  lineId: z.string(),
  lineName: z.string(),
  lineNumber: z.string(),
  /** By its name; which there are is known where providers are spoken with. */
  provider: z.string(),
  providerCallId: z.string(),
  caller: z.object({
    number: z.string().nullable(),
    name: z.string().nullable(),
    contactId: z.string().nullable(),
    /** Where the caller is no phone number, such as `sip:alice@pbx.example.com`. */
    address: z.string().nullable().default(null),
  }),
  calledAt: instant,
  test: z.boolean(),
};

const media = z.object({ url: z.string(), seconds: z.number().int().nullable() });
/** `transcript`: what was said, where the provider wrote it down. */
const message = media.extend({ transcript: z.string().nullable().default(null) });

/** Events published by apps/call-routing. Stream CALL captures `call.>`. */
export const callEvents = {
  /** `rejected`: blocked, withheld or the line off; nobody is rung. */
  started: event('call.started.v1', z.object({ ...callDetails, rejected: z.boolean().default(false) })),
  rang: event(
    'call.rang.v1',
    z.object({
      ...callDetails,
      role: z.enum(callRoles),
      attempt: z.number().int(),
      userId: z.string(),
      userName: z.string(),
    }),
  ),
  answered: event('call.answered.v1', z.object({ ...callDetails, receiver, answeredAt: instant })),
  completed: event(
    'call.completed.v1',
    z.object({
      ...callDetails,
      answeredAt: instant.nullable(),
      endedAt: instant,
      /** Seconds, as the provider reports it, else endedAt − calledAt. */
      duration: z.number().int().nonnegative(),
      outcome: z.enum(callOutcomes),
      receiver: receiver.nullable(),
      /** What happened, in words, oldest first. */
      steps: z.array(z.object({ at: instant, text: z.string() })),
      recordingEnabled: z.boolean(),
      /** Where Ringdown serves it; null where there is none (yet). */
      recording: media.nullable(),
      voicemail: message.nullable(),
      notes: z.string(),
    }),
  ),
  /** A recording, a voicemail or its transcript that the provider reported after the call was over. */
  enriched: event(
    'call.enriched.v1',
    z.object({ callId: z.string(), lineId: z.string(), recording: media.nullable(), voicemail: message.nullable() }),
  ),
  /** Somebody took the call out of the log. */
  deleted: event('call.deleted.v1', z.object({ callId: z.string(), lineId: z.string() })),
} as const;

export const incidentStatuses = ['triggered', 'acknowledged', 'resolved'] as const;
export const incidentSources = ['webhook', 'call', 'manual'] as const;

const incidentState = {
  incidentId: z.string(),
  number: z.number().int(),
  title: z.string(),
  status: z.enum(incidentStatuses),
  priority: priority.nullable(),
  severity: severity.nullable(),
  integrationId: z.string(),
  escalationPolicyId: z.string().nullable(),
  source: z.enum(incidentSources),
  details: z.unknown(),
  /** The details as JSON text, where JSON.parse and JSON.stringify would change them; `details` is then null. */
  detailsJson: z.string().optional(),
  occurrences: z.number().int(),
  callIds: z.array(z.string()),
  /** The line of a call incident: its channels have had the call's own message. */
  lineId: z.string().nullable(),
  openedAt: instant,
  /** An alert rule keeps it quiet: nobody is told of it. */
  suppressed: z.boolean().default(false),
  /** Channels that alert rules have added to those of its integration. */
  channelIds: z.array(z.string()).default([]),
};

/** Who did it: a user, the monitor that said resolve, or Ringdown itself. */
export const actor = z.object({
  type: z.enum(['user', 'monitor', 'system']),
  id: z.string().nullable(),
  name: z.string(),
});

const incidentChange = z.object({ ...incidentState, at: instant, by: actor });

/** Once each, whoever they stand in for; `via` is the schedule or the team through which they were found. */
const reachedPeople = z.array(z.object({ id: z.string(), name: z.string(), via: z.string().nullable() }));

/** Events published by apps/incident. Stream INCIDENT captures `incident.>`. */
export const incidentEvents = {
  opened: event('incident.opened.v1', z.object(incidentState)),
  acknowledged: event('incident.acknowledged.v1', incidentChange),
  /** The acknowledgement was taken back or has expired. */
  unacknowledged: event('incident.unacknowledged.v1', incidentChange),
  resolved: event('incident.resolved.v1', incidentChange),
  reopened: event('incident.reopened.v1', incidentChange),
  /** A step of its escalation policy was taken; also one that reaches nobody. */
  escalated: event(
    'incident.escalated.v1',
    incidentChange.extend({
      /** From 1. */
      step: z.number().int(),
      of: z.number().int(),
      round: z.number().int(),
      people: reachedPeople,
      channelIds: z.array(z.string()),
    }),
  ),
  /** An alert rule adds channels to an open incident: they are told of it, and no others. */
  channelsAdded: event('incident.channels-added.v1', incidentChange.extend({ addedChannelIds: z.array(z.string()) })),
  /** It has occurred so often that it is told again: the 2nd, 5th, 10th, 20th, 50th … time. */
  occurred: event('incident.occurred.v1', z.object({ ...incidentState, at: instant })),
  /** People were made responders of an open incident: whoever of them is to be told, or who stands in for them, once each. */
  respondersAdded: event('incident.responders-added.v1', incidentChange.extend({ people: reachedPeople })),
  /** Some are responders no more: they, and who stood in for them, are not called any more because they were. */
  respondersRemoved: event('incident.responders-removed.v1', incidentChange.extend({ userIds: z.array(z.string()) })),
  /** It notifies nobody until then; null: for ever. */
  muted: event('incident.muted.v1', incidentChange.extend({ until: instant.nullable() })),
} as const;

export const alertLink = z.object({ text: z.string(), href: z.string() });

/** Events published by apps/ingest. Stream INGEST captures `ingest.>`. */
export const ingestEvents = {
  alertAccepted: event(
    'ingest.alert-accepted.v1',
    z.object({
      id: z.string(),
      integrationId: z.string(),
      title: z.string(),
      /** What the sender knows the alert by, where it says so; it groups in place of the title. */
      key: z.string().nullable().default(null),
      body: z.unknown(),
      /** The body as JSON text, where JSON.parse and JSON.stringify would change it; `body` is then null. */
      bodyJson: z.string().optional(),
      severity: severity.nullable(),
      priority: priority.nullable(),
      /** `note`: somebody wrote down what is in `note`, and that is all. */
      status: z.enum(['trigger', 'acknowledge', 'resolve', 'note']),
      /** What somebody at the sender's wrote to it. */
      note: z.string().optional(),
      /** The incident that is meant, where the sender knows it by its number: in place of key and title. */
      incidentNumber: z.number().int().optional(),
      /** Pages that its mapping names; those that the body holds are found there. */
      links: z.array(alertLink).optional(),
      warnings: z.array(z.string()),
      acceptedAt: instant,
    }),
  ),
} as const;

const deliveryState = { deliveryId: z.string(), channelId: z.string(), eventId: z.string(), at: instant };

export const notificationStates = ['waiting', 'sent', 'delivered', 'failed', 'answered', 'cancelled'] as const;

/** Events published by apps/notification. Stream NOTIFICATION captures `notification.>`. */
export const notificationEvents = {
  delivered: event('notification.delivered.v1', z.object(deliveryState)),
  failed: event('notification.failed.v1', z.object({ ...deliveryState, lastError: z.string() })),
  /** What became of the notification of one person in one way. */
  personNotified: event(
    'notification.person-notified.v1',
    z.object({
      notificationId: z.string(),
      incidentId: z.string(),
      user: z.object({ id: z.string(), name: z.string() }),
      type: z.enum(notifyTypes),
      state: z.enum(notificationStates),
      /** For the timeline of the incident: a sentence. */
      text: z.string(),
      at: instant,
    }),
  ),
} as const;

const shiftData = {
  organization: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), firstName: z.string(), lastName: z.string(), email: z.string() }),
  /** The schedule; `end` of the shift is null where it never ends. Start and end of one shift have one id. */
  oncall: z.object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    shift: z.object({ id: z.string(), start: instant, end: instant.nullable() }),
  }),
};
const otherPerson = z.object({ id: z.string(), name: z.string() }).nullable();

/** Events published by apps/control. Stream ONCALL captures `oncall.>`. Webhooks are sent `data` without `handoff`. */
export const oncallEvents = {
  shiftStarted: event(
    'oncall.shift_started.v1',
    z.object({
      event_type: z.literal('oncall_shift_start'),
      ...shiftData,
      /** Who was on call before; null for nobody. */
      handoff: z.object({ from: otherPerson }),
    }),
  ),
  shiftEnded: event(
    'oncall.shift_ended.v1',
    z.object({
      event_type: z.literal('oncall_shift_end'),
      ...shiftData,
      /** Who is on call next; null for nobody. */
      handoff: z.object({ to: otherPerson }),
    }),
  ),
  /** A person is to be told now of a shift of theirs, as they chose. With 0 minutes: that it begins, or has ended. */
  noticeDue: event(
    'oncall.notice_due.v1',
    z.object({
      event_type: z.enum(['oncall_shift_start', 'oncall_shift_end']),
      ...shiftData,
      notice: z.object({ type: z.enum(notifyTypes), minutesBefore: z.number().int() }),
    }),
  ),
} as const;
