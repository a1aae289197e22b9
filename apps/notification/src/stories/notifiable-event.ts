import { callEvents, type EventData, incidentEvents, oncallEvents } from '@ringdown/contracts';
import { z } from 'zod';

const eventOf = <Subject extends string, Schema extends z.ZodType>(event: { subject: Subject; schema: Schema }) =>
  z.object({ subject: z.literal(event.subject), data: event.schema });

/** An event that channels are notified of, as a delivery keeps it until its message is rendered. */
export const notifiableEvent = z.discriminatedUnion('subject', [
  eventOf(callEvents.started),
  eventOf(callEvents.rang),
  eventOf(callEvents.answered),
  eventOf(callEvents.completed),
  eventOf(callEvents.enriched),
  eventOf(callEvents.deleted),
  eventOf(incidentEvents.opened),
  eventOf(incidentEvents.acknowledged),
  eventOf(incidentEvents.unacknowledged),
  eventOf(incidentEvents.resolved),
  eventOf(incidentEvents.reopened),
  eventOf(incidentEvents.escalated),
  eventOf(incidentEvents.occurred),
  eventOf(incidentEvents.channelsAdded),
  eventOf(oncallEvents.shiftStarted),
  eventOf(oncallEvents.shiftEnded),
]);
export type NotifiableEvent = z.infer<typeof notifiableEvent>;

export type CompletedCall = EventData<typeof callEvents.completed>;
export type CallEvent = Extract<NotifiableEvent, { subject: `call.${string}` }>;
export type ShiftEvent = Extract<NotifiableEvent, { subject: `oncall.${string}` }>;
export type IncidentEvent = Extract<NotifiableEvent, { subject: `incident.${string}` }>;

export const isCallEvent = (event: NotifiableEvent): event is CallEvent => event.subject.startsWith('call.');

export const isShiftEvent = (event: NotifiableEvent): event is ShiftEvent => event.subject.startsWith('oncall.');

/** `call.completed`: what a delivery says it is about. */
export const aboutOf = (event: NotifiableEvent): string => event.subject.replace(/\.v\d+$/, '');
