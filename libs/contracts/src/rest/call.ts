import { z } from 'zod';
import { providers } from '../config/documents.js';
import { attemptResults, callOutcomes, callRoles } from '../events/events.js';
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
  'absent',
] as const;

/**
 * What the carriers say of the caller's number (STIR/SHAKEN); null where no carrier signed the call, as outside North America.
 * `failed`: its signature is not right, the number may be forged. `unverified`: signed, but nobody vouches for the number.
 * `attestation` A: the number is the caller's own. B: the caller is known, the number is not. C: it came through a gateway.
 */
const callerVerification = z.object({
  result: z.enum(['verified', 'unverified', 'failed']),
  attestation: z.enum(['A', 'B', 'C']).nullable(),
  /** In the provider's own words, such as `TN-Validation-Failed-C`. */
  reported: z.string(),
});

/** One entry of the call log, as `GET /calls/:id` answers it. */
export const call = z.object({
  id: z.string(),
  lineId: z.string(),
  lineName: z.string(),
  provider: z.enum(providers),
  providerCallId: z.string(),
  /** `number` and `address` both null: the caller withheld the number. */
  caller: z.object({
    /** E.164. */
    number: z.string().nullable(),
    name: z.string().nullable(),
    contactId: z.string().nullable(),
    /** As sent, where it is no phone number with its country code: `sip:alice@pbx.example.com`, `client:alice`, `4155550101`. */
    address: z.string().nullable(),
    verification: callerVerification.nullable(),
  }),
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
  /** A number or an address or a part of it, or a part of the contact's name. */
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

const said = { when: z.enum(['welcome', 'progress', 'no_one_on_call', 'no_answer', 'not_in_use']) };

/** The dry run of a line: who would be rung at an instant, and what the caller would hear. */
export const preview = z.object({
  at: instant,
  outcome: z.enum(['rings', 'no_one_on_call', 'rejected']),
  attempts: z.array(
    z.object({
      role: z.enum(callRoles),
      user: z.object({ id: z.string(), name: z.string() }).nullable(),
      /** An ellipsis and the last four digits. */
      phone: z.string().nullable(),
      /** `override`, a layer's name, `test mode`; null where the target is a person or nobody is on call. */
      via: z.string().nullable(),
      /** Who is rung in place of `user`, who is absent; null where nobody is. */
      standIn: z.object({ id: z.string(), name: z.string() }).nullable().default(null),
      absent: z.boolean().default(false),
      skipped: z.enum(skipReasons).nullable(),
      /** In words what keeps them from being rung and what to do, where `skipped` alone does not say it. */
      detail: z.string().nullable(),
      ringSeconds: z.number().int(),
    }),
  ),
  says: z.array(z.union([z.object({ ...said, text: z.string() }), z.object({ ...said, audioId: z.string() })])),
});
export type Preview = z.infer<typeof preview>;
export const previewQuery = z.object({ at: instant.optional() });
