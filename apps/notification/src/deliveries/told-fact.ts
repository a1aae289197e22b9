import { callEvents, type EventData, incidentEvents } from '@ringdown/contracts';
import { z } from 'zod';

const told = <Subject extends string, Schema extends z.ZodType>(event: { subject: Subject; schema: Schema }) =>
  z.object({ subject: z.literal(event.subject), data: event.schema });

/** A fact that channels are told of, as it is kept in a delivery until the message is rendered. */
export const toldFact = z.discriminatedUnion('subject', [
  told(callEvents.completed),
  told(incidentEvents.opened),
  told(incidentEvents.acknowledged),
  told(incidentEvents.resolved),
  told(incidentEvents.reopened),
]);
export type ToldFact = z.infer<typeof toldFact>;

export type CompletedCall = EventData<typeof callEvents.completed>;
export type CallFact = Extract<ToldFact, { subject: 'call.completed.v1' }>;
export type IncidentFact = Exclude<ToldFact, CallFact>;

export const isCallFact = (fact: ToldFact): fact is CallFact => fact.subject === callEvents.completed.subject;

/** `call.completed`: what a delivery says it is about. */
export const aboutOf = (fact: ToldFact): string => fact.subject.replace(/\.v\d+$/, '');
