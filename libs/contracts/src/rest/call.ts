import { z } from 'zod';
import { providers } from '../config/documents.js';
import { attemptResults, callOutcomes, callRoles } from '../events/call.events.js';
import { e164, id, instant, name, storable, storableText } from '../primitives.js';
import { newIncident } from './incident.js';
import { pageQuery, queryFlag } from './lists.js';

export const skipReasons = [
  'nobody_on_call',
  'no_phone',
  'phone_not_allowed',
  'already_rung',
  'declined_before',
  'on_another_call',
  'is_the_caller',
] as const;

/** One entry of the call log, as `GET /calls/:id` answers it. */
export const call = z.object({
  id: z.string(),
  lineId: z.string(),
  lineName: z.string(),
  provider: z.enum(providers),
  providerCallId: z.string(),
  caller: z.object({ number: z.string().nullable(), name: z.string().nullable(), contactId: z.string().nullable() }),
  calledAt: instant,
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  duration: z.number().int().nullable(),
  status: z.enum(['live', 'ended']),
  outcome: z.enum(callOutcomes).nullable(),
  receiver: z
    .object({ id: z.string(), name: z.string(), oncallId: z.string().nullable(), oncallName: z.string().nullable() })
    .nullable(),
  attempts: z.array(
    z.object({
      n: z.number().int(),
      role: z.enum(callRoles),
      userId: z.string().nullable(),
      userName: z.string().nullable(),
      scheduleId: z.string().nullable(),
      result: z.enum(attemptResults),
      reason: z.string().nullable(),
      startedAt: instant.nullable(),
      endedAt: instant.nullable(),
    }),
  ),
  steps: z.array(z.object({ at: instant, text: z.string() })),
  recording: z.object({ url: z.string(), seconds: z.number().int().nullable() }).nullable(),
  voicemail: z
    .object({ url: z.string(), seconds: z.number().int().nullable(), transcript: z.string().nullable() })
    .nullable(),
  incidentId: z.string().nullable(),
  notes: z.string(),
  test: z.boolean(),
  archived: z.boolean(),
});
export type Call = z.infer<typeof call>;

/** `callId` null: it happened to no call, as when the documents of a line were rendered. */
export const callDefect = z.object({
  lineId: z.string(),
  callId: z.string().nullable(),
  /** What failed, and why: a sentence. */
  what: z.string(),
  at: instant,
});
export type CallDefect = z.infer<typeof callDefect>;

export const callsQuery = pageQuery.extend({
  lineId: storableText.optional(),
  outcome: z.enum(callOutcomes).optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** A number or a part of it, or a part of the contact's name. */
  caller: storable(z.string().max(100)).optional(),
  archived: queryFlag.optional(),
  live: queryFlag.optional(),
});

export const callChange = z
  .object({ archived: z.boolean().optional(), notes: storable(z.string().max(10_000)).optional() })
  .strict();
export const saveCaller = z.object({ name, phone: e164.optional() });

/** `POST /calls/:id/incident`; without a title the call's own words are the title. */
export const newCallIncident = newIncident.omit({ body: true, title: true }).extend({
  title: newIncident.shape.title.optional(),
});
export const linkedIncident = z.object({ incidentId: id('incident') }).strict();
